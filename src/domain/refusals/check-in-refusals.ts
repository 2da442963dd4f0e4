/** Why a visit to a store is not taken. */
export type CheckInRefusal =
  /** No poster was scanned lately, or that of a store where visits give nothing. */
  | { key: 'check-in-not-here' }
  /** It gives nothing now: not at this hour or tier, or its limits are reached. */
  | { key: 'check-in-none' }
  /** No code that a till of this store shows now, or one that somebody has used. */
  | { key: 'check-in-code-wrong' };

export const checkInRefusals: Record<CheckInRefusal['key'], true> = {
  'check-in-not-here': true,
  'check-in-none': true,
  'check-in-code-wrong': true,
};
