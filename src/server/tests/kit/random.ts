import { createHash } from 'node:crypto';

/**
 * Bytes that look random, differ at every call, and are the same in every run.
 * @param before how many were made before, by which the database was filled that this one goes on with
 */
export function countingRandomBytes(seed = 'tillpass', before = 0): (length: number) => Uint8Array {
  let calls = before;
  return (length) => {
    calls += 1;
    // This hash gives as many bytes as are asked for.
    return createHash('shake256', { outputLength: length }).update(`${seed}:${calls}`).digest();
  };
}
