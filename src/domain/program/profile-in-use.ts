import { plainProfile, type ScannerProfile } from '#domain/scan/scanner-profile.ts';
import type { Program } from './program.ts';

const known = new WeakMap<Program, readonly ScannerProfile[]>();

/**
 * Every scanner profile of the program, each once: a voucher that was issued for one shop may be scanned in another.
 * Computed once for each version of a program, because a chain has thousands of stores.
 */
export function profilesIn(program: Program): readonly ScannerProfile[] {
  const before = known.get(program);
  if (before) return before;
  const stores = program.stores.flatMap(({ scanner }) => scanner ?? []);
  const distinct = new Map([plainProfile, ...stores].map((one) => [JSON.stringify(one), one]));
  const profiles = [...distinct.values()];
  known.set(program, profiles);
  return profiles;
}
