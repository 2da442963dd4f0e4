import type { LedgerEntryRow } from '#server/storage/db/schema.ts';

/** A keyed hash under the server's key, of one purpose. */
export type ChainHash = (
  purpose: 'ledger-link' | 'ledger-head' | 'ledger-begin',
  text: string,
) => string;

/**
 * The link of an entry: a keyed hash of the entry as it is stored, and of the head before it. A change of an entry
 * breaks its own link, an entry that was taken out or put in breaks the next one.
 * @param before the head of the entries before; null: there are none with a link
 */
export const linkOf = (
  hash: ChainHash,
  before: string | null,
  { link: _, ...entry }: Omit<LedgerEntryRow, 'link'> & { link?: string | null },
): string => hash('ledger-link', `${before ?? ''}\n${canonical(entry)}`);

/**
 * What stands on the member's row. The head of fewer entries stands nowhere, so whoever cuts off the last ones has none
 * to put there.
 */
export const headOf = (hash: ChainHash, link: string): string => hash('ledger-head', link);

/** Links rows that follow each other, and gives the head after the last one. */
export function chained(
  hash: ChainHash,
  before: string | null,
  entries: readonly Omit<LedgerEntryRow, 'link'>[],
): { rows: LedgerEntryRow[]; head: string | null } {
  let head = before;
  const rows = entries.map((entry) => {
    const link = linkOf(hash, head, entry);
    head = headOf(hash, link);
    return { ...entry, link };
  });
  return { rows, head };
}

/** Columns by name, without empty ones: a column that is added later, and empty in older rows, breaks no link. */
const canonical = (entry: object): string =>
  JSON.stringify(
    Object.entries(entry)
      .filter(([, value]) => value !== null)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

/**
 * From when on every entry has a link, as text for the database. Its keyed hash shows if somebody without the key moved
 * that time.
 */
export const chainBeginning = (hash: ChainHash, from: number): string =>
  `${from}.${hash('ledger-begin', String(from))}`;

/** @returns null when it was not written under this key */
export function readChainBeginning(hash: ChainHash, text: string): number | null {
  const from = Number(text.split('.')[0]);
  return chainBeginning(hash, from) === text ? from : null;
}
