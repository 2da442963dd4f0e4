import type { Refusal } from '#domain/refusal.ts';

/**
 * The one error body of every API. `key` is the machine's word and never changes its meaning;
 * `message` is a sentence for the person in front of the screen; `details` is the refusal itself;
 * `pointer` (RFC 6901) names the field that is wrong.
 */
export interface Problem {
  readonly error: {
    readonly key: Refusal['key'] | 'broken';
    readonly message: string;
    readonly details: Refusal | null;
    readonly pointer: string | null;
    readonly requestId: string;
  };
}
