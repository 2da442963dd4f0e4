import { createHash } from 'node:crypto';

/** Bytes that look random, differ at every call, and are the same for the same name. */
export function bytesOf(name: string): (length: number) => Uint8Array {
  let calls = 0;
  return (length) => {
    calls += 1;
    return createHash('shake256', { outputLength: length }).update(`${name} ${calls}`).digest();
  };
}

/** What looks like chance, and is the same for the same name. */
export class Chance {
  readonly #bytes: (length: number) => Uint8Array;

  constructor(name: string) {
    this.#bytes = bytesOf(name);
  }

  /** A whole number from 0, below `below`. */
  below(below: number): number {
    return Buffer.from(this.#bytes(6)).readUIntBE(0, 6) % below;
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
