import type { LedgerEntryRow, MemberRow } from '#server/storage/db/schema.ts';
import { type ChainHashes, isLinked, readBase } from '#server/storage/points/chain.ts';

/** What a member's chain is checked with. */
interface Chain {
  readonly hashes: ChainHashes;
  /** Every entry after this time has a link. Epoch milliseconds. */
  readonly from: number;
}

/**
 * Checks a member's entries by their links, and the last one by the head on the member's row. Once an entry has to have
 * a link, all later ones have to, whatever their times say. One fault says enough: after it no link fits.
 */
export function chainFaults(
  { id, chain_head, chain_base }: Pick<MemberRow, 'id' | 'chain_head' | 'chain_base'>,
  entries: readonly LedgerEntryRow[],
  { hashes, from }: Chain,
): string[] {
  const held = chain_base === null ? 0 : readBase(hashes, chain_base, { memberId: id, entries });
  if (held === null) return ['the entries of before the key was turned are not as they were then'];
  const headsOf = (link: string | null | undefined) =>
    link ? hashes('ledger-head', link) : [null];
  let heads: readonly (string | null)[] = headsOf(entries[held - 1]?.link);
  let demanded = chain_base !== null;
  for (const entry of entries.slice(held)) {
    // The first may begin anew: earlier links may be of another key.
    const befores = demanded ? heads : [...heads, null];
    demanded ||= entry.at >= from;
    if (demanded) {
      if (entry.link === null) return [`entry ${entry.seq} has no link: no server wrote it`];
      if (!isLinked(hashes, befores, entry)) {
        return [`entry ${entry.seq} is not as it was written, or does not follow the one before`];
      }
    }
    if (entry.link !== null) heads = headsOf(entry.link);
  }
  if (heads.includes(chain_head) || !(demanded || entries.length === 0)) return [];
  return [`after entry ${entries.length} others were written, which are not there`];
}
