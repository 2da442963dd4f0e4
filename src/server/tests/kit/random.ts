import { createHash } from 'node:crypto';

/** Bytes that look random, differ at every call, and are the same in every run. */
export function countingRandomBytes(seed = 'tillpass'): (length: number) => Uint8Array {
  let calls = 0;
  return (length) => {
    calls += 1;
    // This hash gives as many bytes as are asked for.
    return createHash('shake256', { outputLength: length }).update(`${seed}:${calls}`).digest();
  };
}
