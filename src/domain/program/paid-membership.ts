/** A tier that is bought for a time: what the shop sells, what it gives, and what is paid back. */
export interface PaidMembership {
  /** The tier that it gives; one entry a tier. */
  readonly tierId: string;
  /** How long one term is. */
  readonly months: number;
  /** What the shop asks for it, minor units: information, the amount that was paid comes with each sale. */
  readonly priceMinor: number;
  /** The goods that sell it, as rules name goods; absent: only the shop's own system starts it. */
  readonly products?: readonly string[];
  readonly refund: MembershipRefund;
  /** What a point is worth, in millionths of a minor unit; absent: points are not valued. */
  readonly pointWorthMillionths?: number;
  /** What a reward is worth that says no amount, minor units by the reward's id. */
  readonly rewardWorthMinor?: Readonly<Record<string, number>>;
  /** It is sold from then on, and until then; absent: always. */
  readonly from?: number;
  readonly until?: number;
}

/** What is left of the price is paid back by its days, or nothing is. */
export const refundWays = ['pro-rata', 'none'] as const;
export type RefundWay = (typeof refundWays)[number];

/** What is paid back when a term is taken back before its end. */
export interface MembershipRefund {
  /** For so many days after its first day all of it is. 0: not even on that day. */
  readonly wholeDays: number;
  /** What is paid back later. */
  readonly later: RefundWay;
  /** What the term has given so far is taken off. */
  readonly lessBenefits: boolean;
}
