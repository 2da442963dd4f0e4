/** A phone's key is made anew for each of these, so that one which was lost is worth nothing some day. */
const epochMs = 30 * 24 * 60 * 60_000;

export const passEpochAt = (at: number): number => Math.floor(at / epochMs);

/** While online, a phone asks for the next key from here on. */
export const passKeyRenewAt = (epoch: number): number => (epoch + 1) * epochMs;

/** Thirty to sixty days after a phone was online last its key ends. */
export const passKeyEndsAt = (epoch: number): number => (epoch + 2) * epochMs;

/**
 * The epochs whose key a phone may have: the one given last, and the one before if that answer got lost.
 * @param given null: it was never given one
 */
export function passEpochsOf(given: number | null, at: number): readonly number[] {
  if (given === null) return [];
  return [given, given - 1].filter((epoch) => at < passKeyEndsAt(epoch));
}

/** A slot whose reward is gone is another one's after this: no key that knew it is good any more. */
export const slotRestsMs = 2 * epochMs;
