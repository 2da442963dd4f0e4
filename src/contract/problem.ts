import type { Refusal } from '#domain/refusal.ts';

/**
 * The one error body of every API. `key` is the machine's word and never changes its meaning;
 * `message` is a sentence for the person in front of the screen; `details` is the refusal itself;
 * `pointer` (RFC 6901) names the field that is wrong.
 */
export interface Problem {
  readonly error: {
    /** `unavailable`: the database can't be reached or written (503); `broken`: a fault of ours (500). */
    readonly key: Refusal['key'] | 'broken' | 'unavailable';
    readonly message: string;
    readonly details: Refusal | null;
    readonly pointer: string | null;
    readonly requestId: string;
  };
}
