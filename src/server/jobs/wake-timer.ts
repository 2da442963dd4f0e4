/** Wakes the one who waits for it, at the earliest time that was asked for. A ring that nobody waits for is kept. */
export class WakeTimer {
  #timer: NodeJS.Timeout | null = null;
  #ringsAt = Number.POSITIVE_INFINITY;
  #ringing = false;
  #awake: (() => void) | null = null;

  /** Rings now, or after so many milliseconds, unless it rings earlier anyway. */
  ring(afterMs = 0): void {
    // This clock only goes forward: turning the system's clock must not lose a ring.
    const at = performance.now() + afterMs;
    if (afterMs > 0) {
      if (at >= this.#ringsAt) return;
      this.stop();
      this.#ringsAt = at;
      this.#timer = setTimeout(() => this.ring(), afterMs);
      return;
    }
    this.stop();
    this.#ringing = true;
    this.#awake?.();
  }

  /** Resolves when it rings. */
  async rung(): Promise<void> {
    if (!this.#ringing) {
      await new Promise<void>((resolve) => {
        this.#awake = resolve;
      });
    }
    this.#awake = null;
    this.#ringing = false;
  }

  /** Cancels the next ring. */
  stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#ringsAt = Number.POSITIVE_INFINITY;
  }
}
