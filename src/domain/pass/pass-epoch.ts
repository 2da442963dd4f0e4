/** A phone gets a new key for each epoch, so that a lost key ends some day. */
const epochMs = 30 * 24 * 60 * 60_000;

export const passEpochAt = (at: number): number => Math.floor(at / epochMs);

/** From this time on, a phone that is online asks for the next key. */
export const passKeyRenewAt = (epoch: number): number => (epoch + 1) * epochMs;

/** A phone's key ends thirty to sixty days after the phone was last online. */
export const passKeyEndsAt = (epoch: number): number => (epoch + 2) * epochMs;

/**
 * The epochs whose keys a phone may have: the last one, and the one before if that answer was lost.
 * @param given null: it never got a key
 */
export function passEpochsOf(given: number | null, at: number): readonly number[] {
  if (given === null) return [];
  return [given, given - 1].filter((epoch) => at < passKeyEndsAt(epoch));
}

/**
 * When a slot's reward is gone, the slot rests for this long. Then no key of a phone that knew the old meaning is good
 * any more, and another reward may have the slot.
 */
export const slotRestsMs = 2 * epochMs;
