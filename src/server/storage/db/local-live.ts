import type { Live } from './live.ts';

/** The part of a logger that storage needs. The server's logger has it. */
export interface StorageLog {
  warn(fields: Record<string, unknown>, message: string): void;
}

/** The listeners of this process. A listener that throws must not keep the others from hearing. */
export class LocalLive implements Live {
  readonly #topics = new Map<string, Set<() => void>>();
  readonly #log: StorageLog;

  constructor(log: StorageLog) {
    this.#log = log;
  }

  listen(topic: string, heard: () => void): () => void {
    const listeners = this.#topics.get(topic) ?? new Set();
    this.#topics.set(topic, listeners);
    // A function of its own, so that the same listener may be added twice and removed once.
    const listener = () => heard();
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#topics.get(topic) === listeners) this.#topics.delete(topic);
    };
  }

  publish(topic: string): void {
    for (const listener of [...(this.#topics.get(topic) ?? [])]) this.#call(listener);
  }

  /** After a gap nobody knows what was missed, so all listeners are called. */
  publishAll(): void {
    for (const topic of [...this.#topics.keys()]) this.publish(topic);
  }

  #call(listener: () => void): void {
    try {
      listener();
    } catch (fault) {
      this.#log.warn({ err: fault }, 'a listener failed');
    }
  }
}
