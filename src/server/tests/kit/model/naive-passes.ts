/** A redemption, as it stands now. */
interface Given {
  readonly rewardId: string;
  readonly state: string;
}

/** Which passes of one phone a till accepts: one in each half minute, and one in three minutes for a reward. */
export class NaivePasses {
  /** Half minutes, each with the reward of the pass that a till scanned in it. */
  readonly #shown = new Map<number, string>();
  readonly #given = new Set<number>();
  readonly #last = new Map<string, { at: number; voucher: Given }>();

  /** Shows a pass to a till. A refused one has used its half minute too, but may be tried again. */
  show(rewardId: string, at: number, shownAt: number): boolean {
    const step = stepOf(shownAt);
    // Good for its own half minute and its neighbours.
    if (Math.abs(stepOf(at) - step) > 1) return false;
    if (this.#given.has(step) || (this.#shown.get(step) ?? rewardId) !== rewardId) return false;
    this.#shown.set(step, rewardId);
    const last = this.#last.get(rewardId);
    return !(last && at < last.at + 3 * 60_000 && last.voucher.state === 'redeemed');
  }

  take(voucher: Given, at: number, shownAt: number): void {
    this.#given.add(stepOf(shownAt));
    this.#last.set(voucher.rewardId, { at, voucher });
  }
}

const stepOf = (at: number): number => Math.floor(at / 30_000);
