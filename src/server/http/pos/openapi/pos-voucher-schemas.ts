import { PosLook, PosRedeem, PosRelease, PosReserve, PosReverse } from '#contract/pos/pos.ts';
import { documented } from './pos-example-parts.ts';
import { inPath, posOperation } from './pos-operation.ts';
import {
  lookExamples,
  redeemExamples,
  releaseExamples,
  reserveExamples,
  reverseExamples,
} from './pos-voucher-examples.ts';

const same = { tag: 'Vouchers', answer: 'Voucher' } as const;

/** The schemas of requests about vouchers, and their descriptions for integrators. */
export const voucherSchemas = {
  look: posOperation({
    ...same,
    operationId: 'lookAtVoucher',
    summary: 'Look at a voucher, without any effect',
    description: 'What was scanned, whether this till may redeem it now, and why not.',
    body: PosLook,
    examples: lookExamples,
  }),
  reserve: posOperation({
    ...same,
    operationId: 'reserveVoucher',
    summary: 'Hold a voucher for a basket',
    description:
      'Keeps every other till and basket, and the member’s own cancelling, off until it is redeemed, released, or the minutes are over. The same till and basket again is answered as before, and is held no longer. A voucher does not end while it is held.',
    body: PosReserve,
    changes: true,
    examples: reserveExamples,
  }),
  release: posOperation({
    ...same,
    operationId: 'releaseVoucher',
    summary: 'Let go of a voucher',
    description:
      'For a sale that is not paid. Only the till and basket that hold it. The same request again changes nothing.',
    body: PosRelease,
    changes: true,
    examples: releaseExamples,
  }),
  redeem: posOperation({
    ...same,
    operationId: 'redeemVoucher',
    summary: 'Redeem a voucher',
    description:
      'On success give the reward. The same till with the same receipt number gets the same answer, for ever; any other hears where and when it was used. A till that holds the voucher redeems it with any receipt number.',
    body: PosRedeem,
    changes: true,
    examples: redeemExamples,
  }),
  reverse: posOperation({
    ...same,
    operationId: 'reverseRedemption',
    summary: 'Undo a redemption',
    description:
      'The points return to the member, with their old expiry. Tills of any store may, unless the program says `returns: same-store`: then only those of the store that gave the reward. The same request again changes nothing.',
    body: PosReverse,
    params: inPath('redemptionId', 'What redeeming told.', documented.redemptionId),
    changes: true,
    examples: reverseExamples,
  }),
};
