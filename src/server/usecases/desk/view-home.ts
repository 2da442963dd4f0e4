import type { Attention, DeskHome, DeskMe } from '#contract/desk/desk-answers.ts';
import { allDeskRights, mayDo } from '#domain/desk/desk-role.ts';
import { liveAdministrators } from '#server/storage/desk/administrators.ts';
import { passkeysOf } from '#server/storage/desk/passkeys.ts';
import { latestWatchNotes } from '#server/storage/events/watch.ts';
import { someMember } from '#server/storage/people/members.ts';
import { loadingAt } from '#server/storage/program/programs.ts';
import { storesWithAssociates } from '#server/storage/till/associates.ts';
import { tillsWithKey } from '#server/storage/till/tills.ts';
import { isBeginning } from '#server/usecases/beginning/view-beginning.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { type ReadWork, readWork } from '#server/usecases/ground/work.ts';
import type { AtDesk } from './desk-session.ts';

/** Who is signed in, and in which shop. */
export async function viewMe(context: Context, who: AtDesk): Promise<DeskMe> {
  const work = await readWork(context);
  const { program } = work;
  return {
    id: who.administratorId,
    name: who.name,
    role: who.role,
    rights: allDeskRights.filter((right) => mayDo(who.role, right)),
    program: {
      name: program.name,
      mark: program.brand.mark,
      timeZone: program.timeZone,
      currency: program.currency,
    },
    begins: await isBeginning(work),
    hasMembers: await someMember(work.db),
    until: who.until,
  };
}

/** What an administrator should look at, and how large the shop is. Nothing counts a table that grows with members. */
export async function viewHome(context: Context): Promise<DeskHome> {
  const work = await readWork(context);
  const { db, program, version, at } = work;
  const attention = [
    ...(await amongAdministrators(work)),
    ...withoutMail(context),
    ...(await onTheWatchList(work)),
    ...(await inStores(work)),
  ];
  const loading = await loadingAt(db, at);
  return {
    version: context.version,
    attention,
    stores: program.stores.length,
    tills: program.stores.reduce((sum, { tills }) => sum + tills.length, 0),
    rewards: program.rewards.length,
    programVersion: version,
    programSince: loading?.beginsAt ?? at,
  };
}

const withoutMail = ({ inboxUrl }: Context): Attention[] =>
  inboxUrl === null ? [] : [{ what: 'no-mail', inboxUrl }];

async function amongAdministrators({ db }: ReadWork): Promise<Attention[]> {
  const [found, owners]: [Attention[], string[]] = [[], []];
  for (const { id, name, role } of await liveAdministrators(db)) {
    if ((await passkeysOf(db, id)).length === 0) found.push({ what: 'unused-link', name });
    else if (role === 'owner') owners.push(id);
  }
  return owners.length < 2 ? [{ what: 'one-owner' }, ...found] : found;
}

const watchedMs = 7 * 24 * 60 * 60_000;
const notesAtMost = 20;

async function onTheWatchList({ db, at }: ReadWork): Promise<Attention[]> {
  const notes = await latestWatchNotes(db, at - watchedMs, notesAtMost + 1);
  const count = Math.min(notes.length, notesAtMost);
  return count === 0 ? [] : [{ what: 'watch', count, more: notes.length > notesAtMost }];
}

async function inStores({ db, program }: ReadWork): Promise<Attention[]> {
  const [keyed, staffed] = [await tillsWithKey(db), await storesWithAssociates(db)];
  const found: Attention[] = [];
  for (const { id, name: store, tills, way } of program.stores) {
    if (!staffed.has(id)) found.push({ what: 'store-without-associate', store });
    // Elsewhere associates may do it all on our page, and a till needs no key.
    if (way !== 'ask') continue;
    for (const till of tills)
      if (!keyed.has(till.id)) found.push({ what: 'till-without-key', store, till: till.name });
  }
  return found.slice(0, notesAtMost);
}
