import type { PosVoucher } from '#contract/pos/pos.ts';
import { ada, atTill1, documented, fiveOff, problemExample } from './pos-example-parts.ts';
import type { PosExample } from './pos-operation.ts';

const { code, basketId, receiptNumber } = documented;

const fresh: PosVoucher = {
  redemptionId: documented.redemptionId,
  state: 'issued',
  reward: fiveOff,
  member: { ...ada, tierId: 'member', tier: 'Member' },
  points: 100,
  expiresAt: '2026-01-15T09:30:00.000Z',
  used: null,
  reserved: null,
  redeemable: true,
  refusal: null,
};

const held: PosVoucher = {
  ...fresh,
  state: 'reserved',
  reserved: {
    ...atTill1,
    basketId,
    until: '2026-01-15T09:10:00.000Z',
  },
};

const used: PosVoucher = {
  ...fresh,
  state: 'redeemed',
  used: { at: '2026-01-15T09:00:00.000Z', ...atTill1, receiptNumber },
  redeemable: false,
};

/** The same voucher read again: its refusal is what redeeming it again would get. */
export const usedNow: PosVoucher = {
  ...used,
  refusal: {
    key: 'already-used',
    message: 'Already used at Main Street, Till 1\u00a0·\u00a015 January, 10:00.',
  },
};

const damaged = problemExample(
  { key: 'code-damaged' },
  'A digit is wrong or missing. Scan again, or type all the digits.',
  '/scanned',
);
const heldElsewhere = problemExample(
  {
    key: 'voucher-reserved',
    store: 'Main Street',
    till: 'Till 2',
    until: Date.UTC(2026, 0, 15, 9, 10),
    storeId: 'main',
    tillId: 'main-2',
  },
  'Held at Main Street, Till 2 until 10:10. Finish or free it there.',
);
const usedElsewhere = problemExample(
  {
    key: 'already-used',
    store: 'Main Street',
    till: 'Till 2',
    at: Date.UTC(2026, 0, 15, 9, 0),
    storeId: 'main',
    tillId: 'main-2',
    receiptNumber,
  },
  'Already used at Main Street, Till 2\u00a0·\u00a015 January, 10:00.',
);

export const lookExamples: readonly PosExample[] = [
  {
    name: 'fresh',
    summary: 'A voucher that can be redeemed, as a scanner or a person types it',
    request: { scanned: '4071 2295 3386' },
    status: 200,
    answer: fresh,
  },
  {
    name: 'damaged',
    summary: 'A digit was lost on the way',
    request: { scanned: code.slice(1) },
    status: 422,
    answer: damaged,
  },
];

export const reserveExamples: readonly PosExample[] = [
  {
    name: 'held',
    summary: 'For a sale that has no receipt number yet',
    request: { scanned: code, basketId, minutes: 10 },
    status: 200,
    answer: held,
  },
  {
    name: 'held-elsewhere',
    summary: 'Another till was first',
    request: { scanned: code, basketId },
    status: 423,
    answer: heldElsewhere,
  },
];

export const releaseExamples: readonly PosExample[] = [
  {
    name: 'let-go',
    summary: 'The shopper wants the reward another time',
    request: { scanned: code, basketId },
    status: 200,
    answer: fresh,
  },
  {
    name: 'held-elsewhere',
    summary: 'Only the till that holds it lets go',
    request: { scanned: code, basketId },
    status: 423,
    answer: heldElsewhere,
  },
];

export const redeemExamples: readonly PosExample[] = [
  {
    name: 'redeemed',
    summary: 'The receipt of the sale names the redemption',
    request: { scanned: code, receiptNumber },
    status: 200,
    answer: used,
  },
  {
    name: 'used-elsewhere',
    summary: 'Another till was first',
    request: { scanned: code, receiptNumber },
    status: 409,
    answer: usedElsewhere,
  },
  {
    name: 'held-elsewhere',
    summary: 'Another till holds it for a sale of its own',
    request: { scanned: code, receiptNumber },
    status: 423,
    answer: heldElsewhere,
  },
];

export const reverseExamples: readonly PosExample[] = [
  {
    name: 'reversed',
    summary: 'The points go back to the member',
    request: { reason: 'The sale was not paid.' },
    status: 200,
    answer: { ...used, state: 'reversed' },
  },
  {
    name: 'not-redeemed',
    summary: 'Nothing was given for it',
    request: { reason: 'The sale was not paid.' },
    status: 409,
    answer: problemExample(
      { key: 'not-redeemed' },
      'It wasn’t redeemed, so there’s nothing to undo.',
    ),
  },
];
