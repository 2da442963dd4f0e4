import type { Problem } from '#contract/problem.ts';
import type { Refusal } from '#domain/refusal.ts';

/** What examples call things that every program, member and request has its own of. */
export const documented = {
  code: '407122953386',
  grouped: '4071 2295 3386',
  number: '4820163573',
  redemptionId: '3f0d2f9e-6c0e-4b57-9a53-0c8f6e1d7a21',
  purchaseId: 'b6a2f1c4-7d15-4f0b-8a3e-92d0c4e5f617',
  requestId: '1c9e3a70-5b42',
  basketId: 'B-7731',
  receiptNumber: '2026-01-15/0042',
  returnNumber: '2026-01-15/0061',
  confirmationId: '9d1c7f52-33a8-4c1e-9a64-6f0f5a0b7e11',
  confirmationCode: '280417',
} as const;

export const problemExample = (
  refusal: Refusal,
  message: string,
  pointer: string | null = null,
): Problem => ({
  error: { key: refusal.key, message, details: refusal, pointer, requestId: documented.requestId },
});
