import { entriesOfStore, type KeptEntry } from '#server/storage/points/ledger-entries.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { type Page, pageOf } from '#server/usecases/ground/page-of.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { memberIdOfNumber } from '#server/usecases/scan/find-named.ts';
import { guardedLook } from '#server/usecases/till/act-at-till.ts';
import { noteLookUp } from '#server/usecases/till/note-look-up.ts';

export interface HistoryWish {
  readonly number: string;
  readonly storeId: string;
  readonly tillId: string;
  readonly before?: number;
  readonly limit: number;
}

/**
 * What happened to a member's points at the till's store, the latest first. The till may not read what happened
 * elsewhere, as in the feed of events. Who asked is written down, as for every look-up.
 * @throws Refused `member-unknown`, `too-many-requests`
 */
export function readHistory(context: Context, wish: HistoryWish): Promise<Page<KeptEntry>> {
  const sent = { what: 'number', number: wish.number } as const;
  const pos = { tillId: wish.tillId, associateId: null };
  const look = async () => {
    const work = await readWork(context);
    const memberId = await memberIdOfNumber(work, wish.number);
    await noteLookUp(context, { ...wish, ...pos, memberId, by: 'number' });
    const rows = await entriesOfStore(work.db, memberId, wish);
    return pageOf(rows, wish.limit, ({ seq }) => ({ at: seq, id: 'seq' }));
  };
  return guardedLook(context, { ...wish, ...pos }, sent, look);
}
