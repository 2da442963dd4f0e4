import type { LedgerEntryRow } from '#server/storage/db/schema.ts';
import { type ChainHash, headOf, linkOf } from '#server/storage/points/chain.ts';

/** What a member's chain is checked with. */
interface Chain {
  readonly hash: ChainHash;
  /** Every entry after this time has a link. Epoch milliseconds. */
  readonly from: number;
}

/**
 * Checks a member's entries by their links, and the last one by the head on the member's row. Once an entry has to have
 * a link, all later ones have to, whatever their times say. One fault says enough: after it no link fits.
 */
export function chainFaults(
  entries: readonly LedgerEntryRow[],
  head: string | null,
  { hash, from }: Chain,
): string[] {
  let before: string | null = null;
  let demanded = false;
  for (const entry of entries) {
    // The first may begin anew: earlier links may be of another key.
    const befores: (string | null)[] = demanded ? [before] : [before, null];
    demanded ||= entry.at >= from;
    if (demanded) {
      if (entry.link === null) return [`entry ${entry.seq} has no link: no server wrote it`];
      if (!befores.some((one) => linkOf(hash, one, entry) === entry.link)) {
        return [`entry ${entry.seq} is not as it was written, or does not follow the one before`];
      }
    }
    if (entry.link !== null) before = headOf(hash, entry.link);
  }
  if (head === before || !(demanded || entries.length === 0)) return [];
  return [`after entry ${entries.length} others were written, which are not there`];
}
