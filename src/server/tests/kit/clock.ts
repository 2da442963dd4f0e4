/** A clock that stands still until a test turns it. */
export class TestClock {
  #at: number;

  /** @param at epoch milliseconds; by default a winter morning, so that no test depends on today */
  constructor(at = Date.UTC(2026, 0, 15, 9, 0)) {
    this.#at = at;
  }

  readonly now = (): number => this.#at;

  turn(ms: number): void {
    this.#at += ms;
  }

  turnTo(at: number): void {
    this.#at = at;
  }
}
