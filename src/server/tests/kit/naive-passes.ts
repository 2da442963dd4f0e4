/** What was given, as it stands now. */
interface Given {
  readonly rewardId: string;
  readonly state: string;
}

/** Which passes of one phone are worth something: once in a half minute, and once in three minutes for a reward. */
export class NaivePasses {
  readonly #steps = new Set<number>();
  readonly #last = new Map<string, { at: number; voucher: Given }>();

  isNew(rewardId: string, at: number): boolean {
    const last = this.#last.get(rewardId);
    const again = last && at < last.at + 3 * 60_000 && last.voucher.state === 'redeemed';
    return !again && !this.#steps.has(Math.floor(at / 30_000));
  }

  take(voucher: Given, at: number): void {
    this.#steps.add(Math.floor(at / 30_000));
    this.#last.set(voucher.rewardId, { at, voucher });
  }
}
