import { documented } from '#server/http/pos/openapi/pos-example-parts.ts';
import { posAt } from '#server/tests/kit/counter.ts';
import { givePin } from '#server/tests/kit/members.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';
import { transact } from '#server/usecases/ground/work.ts';
import { askInto } from '#server/usecases/members/ask-confirmation.ts';
import type { Ada } from './documented.ts';

/** What must happen before an example's request, if it is more than Ada's fresh voucher. */
export type Stage = (t: Tillpass, ada: Ada) => Promise<unknown>;

const { basketId } = documented;

const heldBy =
  (tillId: string): Stage =>
  (t, { code }) =>
    posAt(t, tillId).reserve(code, basketId);

const usedAt =
  (tillId: string): Stage =>
  (t, { code, receiptNumber }) =>
    posAt(t, tillId).redeem(code, receiptNumber);

const sold = (t: Tillpass, { number, receiptNumber }: Ada) =>
  posAt(t, 'main-1').purchase({
    member: { number },
    receiptNumber,
    total: { minor: 1_299, currency: 'EUR' },
  });

/** With Ada's own id, which the examples' addresses name. */
const asked: Stage = async (t, ada) => {
  const { confirmationId: id, number: memberNumber, receiptNumber, address } = ada;
  const here = { tillId: 'main-1', storeId: 'main', associateId: null };
  const wish = { ...here, id, memberNumber, receiptNumber, rewardId: 'mug' };
  await transact(t.context, (work) => askInto(work, wish));
  ada.learn(documented.confirmationCode, (await t.lastMail(address)).code);
};

const askedWithPin: Stage = async (t, ada) => {
  await asked(t, ada);
  await givePin(t, ada.address, documented.pin);
};

/** Sold here, under an id that the examples' addresses name. */
const soldAndKnown: Stage = async (t, ada) =>
  ada.learn(documented.purchaseId, (await sold(t, ada)).body.purchaseId);

/** A return of a purchase that nobody has reported. */
const broughtBack: Stage = async (t, ada) => {
  const pos = posAt(t, 'main-1');
  const { body } = await pos.return(ada.receiptNumber, ada.real(documented.returnNumber));
  ada.learn(documented.returnId, body.returnId);
};

const noRedemption: Stage = async (_t, ada) => ada.learn(documented.redemptionId, 'none');

const nobody: Stage = async (_t, ada) => ada.learn(documented.number, '1193075404');

/** By operation and example. */
export const stages: Readonly<Record<string, Stage>> = {
  'reserveVoucher held-elsewhere': heldBy('main-2'),
  'releaseVoucher let-go': heldBy('main-1'),
  'releaseVoucher held-elsewhere': heldBy('main-2'),
  'redeemVoucher used-elsewhere': usedAt('main-2'),
  'redeemVoucher held-elsewhere': heldBy('main-2'),
  'reverseRedemption reversed': usedAt('main-1'),
  'reportReturn by-amount': sold,
  'reportReturn too-large': sold,
  'listRewards nobody': nobody,
  'listHistory bought': sold,
  'listHistory nobody': nobody,
  'readRedemption used': usedAt('main-1'),
  'readRedemption unknown': noRedemption,
  'listRedemptions by-receipt': usedAt('main-1'),
  'readPurchase sold': soldAndKnown,
  'listPurchases by-receipt': sold,
  'readReturn waiting': broughtBack,
  'listReturns waiting': broughtBack,
  'readConfirmation open': asked,
  'confirmByCode right': asked,
  'confirmByCode wrong': asked,
  'confirmByPin right': askedWithPin,
  'confirmByPin wrong': askedWithPin,
  'confirmByPin none': asked,
  'cancelConfirmation taken-back': asked,
};
