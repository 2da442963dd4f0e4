import type { PosMemberRef, PosReward } from '#contract/pos/pos-parts.ts';
import type { Problem } from '#contract/problem.ts';
import type { Refusal } from '#domain/refusal.ts';

/** Names in the examples for values that differ in every program, member and request. */
export const documented = {
  code: '407122953386',
  grouped: '4071 2295 3386',
  number: '4820163573',
  memberId: '7b1d6c1e-52f4-4a0e-8d53-3a1c9be4f001',
  redemptionId: '3f0d2f9e-6c0e-4b57-9a53-0c8f6e1d7a21',
  purchaseId: 'b6a2f1c4-7d15-4f0b-8a3e-92d0c4e5f617',
  requestId: '1c9e3a70-5b42',
  basketId: 'B-7731',
  receiptNumber: '2026-01-15/0042',
  returnId: '0d9b7c52-6a0f-4c1e-9b60-5a7d1f3e8c24',
  returnNumber: '2026-01-15/0061',
  confirmationId: '9d1c7f52-33a8-4c1e-9a64-6f0f5a0b7e11',
  confirmationCode: '280417',
  pin: '7391',
} as const;

/** The member in the examples, and her rewards. */
export const ada: PosMemberRef = {
  memberId: documented.memberId,
  number: documented.number,
  firstName: 'Ada',
};
export const fiveOff: PosReward = {
  id: 'five-off',
  name: '5.00 off',
  instruction: 'Take 5.00 off the total: press DISCOUNT, type 5.00.',
  points: 100,
  worth: { kind: 'amount-off', amount: { minor: 500, currency: 'EUR' } },
};
export const mug: PosReward = {
  id: 'mug',
  name: 'Enamel mug',
  instruction: 'Hand over one enamel mug.',
  points: 40,
  worth: { kind: 'perk' },
};

/** The till that sends the examples' requests. */
export const atTill1 = {
  store: 'Main Street',
  storeId: 'main',
  till: 'Till 1',
  tillId: 'main-1',
} as const;

export const problemExample = (
  refusal: Refusal,
  message: string,
  pointer: string | null = null,
): Problem => ({
  error: { key: refusal.key, message, details: refusal, pointer, requestId: documented.requestId },
});
