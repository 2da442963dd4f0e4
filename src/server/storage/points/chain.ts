import { createHash } from 'node:crypto';
import type { LedgerEntryRow } from '#server/storage/db/schema.ts';

/** A keyed hash under the server's key, of one purpose. */
export type ChainHash = (
  purpose: 'ledger-link' | 'ledger-head' | 'ledger-begin' | 'ledger-base',
  text: string,
) => string;

/** The same under each of the server's keys: what either made is right while a key is turned. */
export type ChainHashes = (...asked: Parameters<ChainHash>) => readonly string[];

/**
 * The link of an entry: a keyed hash of the entry as it is stored, and of the head before it. A change of an entry
 * breaks its own link, an entry that was taken out or put in breaks the next one.
 * @param before the head of the entries before; null: there are none with a link
 */
export const linkOf = (
  hash: ChainHash,
  before: string | null,
  { link: _, ...entry }: Omit<LedgerEntryRow, 'link'> & { link?: string | null },
): string => hash('ledger-link', linked(before, entry));

/** Whether an entry has a link that one of the keys made, after one of these heads. */
export const isLinked = (
  hashes: ChainHashes,
  befores: readonly (string | null)[],
  { link, ...entry }: LedgerEntryRow,
): boolean =>
  link !== null &&
  befores.some((before) => hashes('ledger-link', linked(before, entry)).includes(link));

const linked = (before: string | null, entry: object): string =>
  `${before ?? ''}\n${canonical(entry)}`;

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

/** @returns null when it was written under none of the server's keys */
export function readChainBeginning(hashes: ChainHashes, text: string): number | null {
  const [from = '', mac = ''] = text.split('.');
  return hashes('ledger-begin', from).includes(mac) ? Number(from) : null;
}

/**
 * What holds a member's entries together once the key that linked them has gone: their number, and a keyed hash, under
 * the key of now, of all that is stored of them.
 */
export const baseOf = (
  hash: ChainHash,
  memberId: string,
  entries: readonly LedgerEntryRow[],
): string => `${entries.length}.${hash('ledger-base', basedText(memberId, entries))}`;

/** How many of a member's first entries a base holds together. @returns null when they are not as they were then */
export function readBase(
  hashes: ChainHashes,
  base: string,
  { memberId, entries }: { memberId: string; entries: readonly LedgerEntryRow[] },
): number | null {
  const [count = '', mac = ''] = base.split('.');
  const held = entries.slice(0, Number(count));
  const isWhole = held.length === Number(count);
  return isWhole && hashes('ledger-base', basedText(memberId, held)).includes(mac)
    ? held.length
    : null;
}

/** A digest first: the keyed hash of each key need not read all entries. */
function basedText(memberId: string, entries: readonly LedgerEntryRow[]): string {
  const digest = createHash('sha256');
  for (const entry of entries) digest.update(`${canonical(entry)}\n`);
  return `${memberId}/${entries.length}/${digest.digest('base64url')}`;
}

/** When SECRET_KEY was turned last, and the fingerprint of the key before. */
export interface Turned {
  readonly at: number;
  readonly before: string;
}

/** The same as text for the database, with its keyed hash. */
export const turnedText = (hash: ChainHash, { at, before }: Turned): string =>
  `${at}.${before}.${hash('ledger-begin', `turned/${at}/${before}`)}`;

/** @returns null when it was written under none of the server's keys */
export function readTurned(hashes: ChainHashes, text: string): Turned | null {
  const [at = '', before = '', mac = ''] = text.split('.');
  const isOurs = hashes('ledger-begin', `turned/${at}/${before}`).includes(mac);
  return isOurs ? { at: Number(at), before } : null;
}
