import { createHash } from 'node:crypto';

/** Bytes that look random, differ at every call, and are the same for the same name. */
export class NamedBytes {
  /** How often some were drawn; set back, the same come again. */
  drawn = 0;
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
  }

  next(length: number): Uint8Array {
    this.drawn += 1;
    const hash = createHash('shake256', { outputLength: length });
    return hash.update(`${this.#name} ${this.drawn}`).digest();
  }
}

/** What looks like chance, and is the same for the same name. */
export class Chance {
  readonly #bytes: NamedBytes;

  constructor(name: string) {
    this.#bytes = new NamedBytes(name);
  }

  /** A whole number from 0, below `below`. */
  below(below: number): number {
    return Buffer.from(this.#bytes.next(6)).readUIntBE(0, 6) % below;
  }

  oneIn(count: number): boolean {
    return this.below(count) === 0;
  }

  /** @throws RangeError when there is nothing to pick from */
  pick<T>(from: readonly T[]): T {
    const one = from[this.below(from.length)];
    if (one === undefined) throw new RangeError('nothing to pick from');
    return one;
  }
}
