import type { Refusal } from '#domain/refusal.ts';

const dayMs = 24 * 60 * 60_000;

/** A page works for this many days after its script was built, whatever has changed here. */
const clientDays = 90;

/**
 * Why a page is too old to be answered; null: it is not.
 * @param builtOn the day of its build, as 2026-11-25; without a readable day it is no page of ours
 */
export function clientRefusal(builtOn: string | undefined, at: number): Refusal | null {
  const built = /^\d{4}-\d\d-\d\d$/.test(builtOn ?? '') ? Date.parse(`${builtOn}`) : Number.NaN;
  return at - built > (clientDays + 1) * dayMs ? { key: 'client-too-old' } : null;
}
