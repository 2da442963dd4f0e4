import type { LedgerHash } from './ledger-hash.ts';

/** The database that should be filled holds something already. */
export class NotEmpty extends Error {}

/** The file and the database have tables of two versions. */
export class OtherTables extends Error {}

/** What came out is not what went in, so nothing of it was kept. */
export class OtherLedger extends Error {}

/** A table came out with another number of rows than went in, so nothing of it was kept. */
export class OtherRows extends Error {}

/** One of these tables has a row as soon as anything has happened. */
export const telling: readonly string[] = ['programs', 'members', 'events'];

/** @throws OtherLedger */
export function demandSame(found: LedgerHash, wanted: LedgerHash): void {
  if (found.hash === wanted.hash && found.entries === wanted.entries) return;
  throw new OtherLedger(
    `the ledger came out with ${found.entries} entries and another hash; the file has ${wanted.entries}`,
  );
}
