import { lotEnd } from '#domain/points/expiry-rule.ts';
import { cause } from '#domain/points/ledger.ts';
import { availableFrom, windowEnd } from '#domain/points/pending.ts';
import type { AwardThen } from './award-then.ts';
import type { HoldingThen } from './holding-then.ts';
import type { LimitsForAll } from './limits-for-all.ts';
import type { RulesThen } from './rules-then.ts';

interface Around {
  readonly rules: RulesThen;
  readonly limits: LimitsForAll;
  readonly holding: HoldingThen;
}

/** Moves the points of awards. A voucher moves none. */
export class AwardPointsThen {
  readonly #around: Around;

  constructor(around: Around) {
    this.#around = around;
  }

  /** @param soldAt when the sale or the merge was that made it due; it was reported at `at` */
  credit({ rule, number, points, isVoucher }: AwardThen, soldAt: number, at: number): void {
    if (isVoucher || points === 0) return;
    const { rules, holding } = this.#around;
    const program = rules.would(soldAt);
    const waitsUntil = windowEnd(program, soldAt);
    holding.credit(cause.award(rule, number), points, {
      expiresAt: lotEnd(program, waitsUntil ?? soldAt),
      availableAt: availableFrom(waitsUntil, at),
    });
  }

  /** Takes it back. */
  take({ rule, number, points, isVoucher, at: soldAt }: AwardThen, at: number): void {
    const { rules, limits, holding } = this.#around;
    if (rules.isRehearsed(soldAt)) limits.count(rule, { times: -1, points: -points });
    if (isVoucher) return;
    const lotId = cause.award(rule, number);
    const own = { lotId, lapsed: holding.expiredOf(lotId) };
    holding.clawBack(points, own, { cause: cause.awardBack(rule, number), at });
  }
}
