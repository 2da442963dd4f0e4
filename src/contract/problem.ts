import type { Refusal } from '#domain/refusal.ts';

/**
 * The one error body of every API. `key` is for programs and never changes its meaning; `message` is a sentence for the
 * person at the screen; `details` is the refusal itself; `pointer` (RFC 6901) names the wrong field.
 */
export interface Problem {
  readonly error: {
    /** `unavailable`: the database can't be reached or written (503); `broken`: our bug (500). */
    readonly key: Refusal['key'] | 'broken' | 'unavailable';
    readonly message: string;
    readonly details: Refusal | null;
    readonly pointer: string | null;
    readonly requestId: string;
  };
}
