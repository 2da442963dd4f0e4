import type { Refusal } from '#domain/refusal.ts';

const dayMs = 24 * 60 * 60_000;

/** A page keeps working for this long after its script was built, whatever has changed here since. */
const clientDays = 90;

/**
 * Why a page can't be answered any more; null: it can.
 * @param builtOn the day that its script was built, as 2026-11-25; who says nothing understandable is no page of ours
 */
export function clientRefusal(builtOn: string | undefined, at: number): Refusal | null {
  const built = /^\d{4}-\d\d-\d\d$/.test(builtOn ?? '') ? Date.parse(`${builtOn}`) : Number.NaN;
  return at - built > (clientDays + 1) * dayMs ? { key: 'client-too-old' } : null;
}
