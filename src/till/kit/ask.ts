import type { Sends } from '#contract/endpoint.ts';
import type { Refusal } from '#domain/refusal.ts';
import { send } from '#web/client.ts';
import { failureOf } from '#web/failure.ts';

/** The result of asking the server: an answer, a "no", or nothing. */
export type Answer<T> =
  | { readonly kind: 'answer'; readonly value: T }
  | { readonly kind: 'no'; readonly refusal: Refusal }
  /** `sent` false: the request never left this device, so nothing can have happened. */
  | { readonly kind: 'lost'; readonly sent: boolean };

export async function ask<I, T>(address: Sends<I, T>, fields: NoInfer<I>): Promise<Answer<T>> {
  if (!navigator.onLine) return { kind: 'lost', sent: false };
  try {
    return { kind: 'answer', value: await send(address, fields) };
  } catch (error) {
    const failure = failureOf(error);
    return failure.kind === 'refused'
      ? { kind: 'no', refusal: failure.refusal }
      : { kind: 'lost', sent: true };
  }
}

/** The associate or the whole device has to sign in again. */
export const isShiftLost = ({ key }: Refusal): boolean =>
  key === 'shift-ended' || key === 'device-unknown';

/** False for a refusal that is not about the request itself, such as "wait". */
export const isAboutWish = (refusal: Refusal): boolean =>
  !isShiftLost(refusal) && !['too-many-requests', 'in-flight'].includes(refusal.key);
