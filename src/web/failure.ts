import type { Problem } from '#contract/problem.ts';
import type { Refusal } from '#domain/refusal.ts';

/** Everything that can go wrong between a page and the server, as a page shows it. */
export type Failure =
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** No answer came, or none in time. The request may have arrived. */
  | { readonly kind: 'unreached' }
  /** Somebody else answered, such as the sign-in page of a café's network. */
  | { readonly kind: 'not-ours' }
  | { readonly kind: 'broken'; readonly requestId: string };

export class Failed extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.kind);
    this.name = 'Failed';
    this.failure = failure;
  }
}

export const failureOf = (error: unknown): Failure =>
  error instanceof Failed ? error.failure : { kind: 'broken', requestId: String(error) };

/** The failure in an answer, if our server wrote it. */
export function failureIn(body: unknown): Failure {
  // Checked part by part, because a proxy may answer with JSON of its own.
  const error = (body as Partial<Problem> | null)?.error;
  if (!error?.key) return { kind: 'not-ours' };
  return error.details
    ? { kind: 'refused', refusal: error.details }
    : { kind: 'broken', requestId: error.requestId };
}

export const isSignedOut = (error: unknown): boolean => {
  const failure = failureOf(error);
  return failure.kind === 'refused' && failure.refusal.key === 'signed-out';
};
