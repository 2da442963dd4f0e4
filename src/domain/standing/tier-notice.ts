import type { Keeping } from './standing.ts';

/** A member is told a month before a tier goes what would keep it: by one mail, or in the wallet. */

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;

/** The mail goes out in the morning, 30 days before the last day (the day before the end). */
const mailHour = 9 * hourMs;
const mailBefore = 31 * dayMs;
/** In a rolling window each purchase moves the end: nobody gets a mail for each. */
const againMs = 30 * dayMs;

/** What is on record of telling a member. */
export interface TierNoticed {
  /** The end of which the last mail told, and when it was made; null: there was none. */
  readonly mailedFor: number | null;
  readonly mailedAt: number | null;
}

/** Whether telling the member at `at` counts: nothing can be done before, and it is forgotten until then. */
export const countsAsNotice = ({ missing, until }: Keeping, at: number): boolean =>
  missing > 0 && at >= until - mailBefore && at < until;

/** When a mail about the end of a tier goes out; null: none does, or one has. */
function mailAt({ missing, until }: Keeping, { mailedFor, mailedAt }: TierNoticed): number | null {
  if (missing <= 0 || mailedFor === until) return null;
  const due = Math.max(until - mailBefore + mailHour, (mailedAt ?? -againMs) + againMs);
  return due < until ? due : null;
}

/** Whether a mail goes out now. */
export function mustMail(keeping: Keeping, noticed: TierNoticed, at: number): boolean {
  const due = mailAt(keeping, noticed);
  return due !== null && due <= at;
}

/** When the clock looks at a member's tier next; null: nothing takes it. @param periodEndsAt null: it has no end */
export function nextTierLook(
  keeping: Keeping | null,
  noticed: TierNoticed,
  periodEndsAt: number | null,
): number | null {
  if (!keeping) return null;
  // What this period has decided is asked again when the next one begins.
  if (keeping.missing === 0) return Math.min(periodEndsAt ?? keeping.until, keeping.until);
  return mailAt(keeping, noticed) ?? keeping.until;
}
