/** What is to come in virtual time: nothing waits, and the clock is turned to whatever is next. */
export class Agenda {
  /** The earliest last, so that taking one moves none. */
  readonly #coming: { readonly at: number; readonly act: () => Promise<void> }[] = [];

  /** Of two at one time, the one that was planned first comes first. */
  plan(at: number, act: () => Promise<void>): void {
    const before = this.#coming.findIndex((one) => one.at <= at);
    this.#coming.splice(before === -1 ? this.#coming.length : before, 0, { at, act });
  }

  next(): { readonly at: number; readonly act: () => Promise<void> } | undefined {
    return this.#coming.pop();
  }
}
