import { goesOnAs, type Person, personOf } from '#server/storage/merges/merges.ts';
import type { Work } from './work.ts';

/**
 * Locks all memberships of a member's person, because what is counted and limited for a person is counted in all of
 * their books. One may be merged while the locks are waited for, and then the next one is locked as well.
 * @param held the memberships that are locked already
 */
export async function lockPerson(
  work: Work,
  memberId: string,
  held: readonly string[] = [],
): Promise<Person> {
  for (let locked = held; ; ) {
    const person = await personOf(work.db, await goesOnAs(work.db, memberId));
    const more = person.ids.filter((id) => !locked.includes(id)).toSorted();
    if (more.length === 0) return person;
    for (const id of more) await work.lockMember(id);
    locked = person.ids;
  }
}
