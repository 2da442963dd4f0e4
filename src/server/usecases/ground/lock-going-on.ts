import { goesOnAs } from '#server/storage/merges/merges.ts';
import type { Work } from './work.ts';

/**
 * Locks the membership that goes on of this one: itself, if it was merged into none. It may be merged while its lock is
 * waited for, and then the next one is locked as well.
 * @returns its id
 */
export async function lockGoingOn(work: Work, memberId: string): Promise<string> {
  for (let id = memberId; ; ) {
    const next = await goesOnAs(work.db, id);
    await work.lockMember(next);
    if (next === id) return id;
    id = next;
  }
}
