import type { AwardRow } from '#server/storage/db/schema-purchases.ts';

/** What a counting rule gave, because enough was counted. */
export interface AwardThen {
  readonly rule: string;
  readonly number: number;
  readonly points: number;
  readonly at: number;
  readonly within: number;
  /** A voucher in place of points. */
  readonly isVoucher: boolean;
  /** When the membership in whose books it stands was merged into the member's; null: it is the member's own. */
  readonly joinedAt: number | null;
  back: boolean;
}

/** One that was given. */
export const awardThen = ({ rule_id: rule, redemption_id, ...row }: AwardRow): AwardThen => ({
  rule,
  number: row.number,
  points: row.points,
  at: row.at,
  within: row.within,
  isVoucher: redemption_id !== null,
  joinedAt: null,
  back: false,
});

/** Without what returns took back. */
export const standing = (awards: readonly AwardThen[]): AwardThen[] =>
  awards.filter(({ back }) => !back);
