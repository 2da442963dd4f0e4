import { lotEnd } from '#domain/points/expiry-rule.ts';
import {
  type OpenedAccount,
  type Opening,
  openedAccount,
} from '#server/storage/points/opening-entries.ts';
import type { Work } from '#server/usecases/ground/work.ts';

/** A new member who brings points along. */
export interface Newcomer {
  readonly memberId: string;
  /** Null for an end: as long as the program gives points from now on. */
  readonly lots: readonly (Omit<Opening, 'expiresAt'> & { readonly expiresAt: number | null })[];
}

/**
 * The accounts of new members who bring points along from another system, in the same order. What their rows cache
 * stands in them; `putOpened` of the storage stores the rest once those rows are there.
 */
export function openAccounts(
  { at, version, program, context }: Work,
  source: string,
  newcomers: readonly Newcomer[],
): OpenedAccount[] {
  const usual = lotEnd(program, at);
  const under = { source, at, programVersion: version };
  return newcomers.map(({ memberId, lots }) => {
    const openings = lots.map((lot) => ({
      ...lot,
      expiresAt: lot.expiresAt ?? (lot.availableAt ? lotEnd(program, lot.availableAt) : usual),
    }));
    return openedAccount(openings, { ...under, memberId }, context.secrets.hash);
  });
}
