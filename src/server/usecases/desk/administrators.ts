import type { AdministratorView, OneTimeLink } from '#contract/desk/desk-answers.ts';
import { isActor, isSameName, nameFault, nameKey } from '#domain/desk/administrator-name.ts';
import type { DeskRole } from '#domain/desk/desk-role.ts';
import { Refused } from '#domain/refusal.ts';
import { asLine } from '#domain/values/visible.ts';
import type { AdministratorRow } from '#server/storage/db/schema-desk.ts';
import {
  addAdministrator,
  administratorsForUpdate,
  changeAdministrator,
  endDeskLinks,
  liveAdministrators,
} from '#server/storage/desk/administrators.ts';
import { endDeskSessionsOf } from '#server/storage/desk/desk-sessions.ts';
import { passkeysOf, removePasskeysOf } from '#server/storage/desk/passkeys.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { makeId } from '#server/usecases/ground/make-id.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { readWork, transact, type Work } from '#server/usecases/ground/work.ts';
import { makeDeskLink } from './desk-link.ts';
import type { AtDesk } from './desk-session.ts';

/** Everybody who may open the desk, by name. */
export async function listAdministrators(
  context: Context,
  me: AtDesk,
): Promise<AdministratorView[]> {
  const { db } = await readWork(context);
  const rows = await liveAdministrators(db);
  return Promise.all(
    rows.map(async (row) => {
      const passkeys = await passkeysOf(db, row.id);
      const used = passkeys.map(({ used_at }) => used_at);
      return {
        id: row.id,
        name: row.name,
        role: row.role,
        me: row.id === me.administratorId,
        passkeys: passkeys.length,
        usedAt: used.length === 0 ? null : Math.max(...used),
      };
    }),
  );
}

/**
 * Invites somebody by a one-time link, which is shown once.
 * @throws Refused `desk-name` where the name is empty, too long or taken
 */
export function inviteAdministrator(
  context: Context,
  wish: { readonly name: string; readonly role: DeskRole },
): Promise<OneTimeLink> {
  return transact(context, (work) => invite(work, wish));
}

/**
 * For the command line: a link for the owner of this name, who is made if there is none. So the first one begins, and
 * so one gets back in who lost every passkey while no other owner is there.
 * @throws Refused `desk-name` where the name is empty or too long, or another role's
 */
export function linkForOwner(context: Context, name: string): Promise<OneTimeLink> {
  return transact(context, async (work) => {
    const known = (await administratorsForUpdate(work)).find((one) => isSameName(one.name, name));
    if (!known) return invite(work, { name, role: 'owner' });
    if (known.role !== 'owner') throw new Refused({ key: 'desk-name', fault: 'taken' });
    return linkOf(work, known);
  });
}

/** A link for the owner of this name, as long as no owner has a passkey; null: one has. */
export async function firstDeskLink(context: Context, name: string): Promise<OneTimeLink | null> {
  const { db } = await readWork(context);
  for (const { id, role } of await liveAdministrators(db))
    if (role === 'owner' && (await passkeysOf(db, id)).length > 0) return null;
  return linkForOwner(context, name);
}

async function invite(
  work: Work,
  wish: { readonly name: string; readonly role: DeskRole },
): Promise<OneTimeLink> {
  const name = asLine(wish.name);
  const fault = nameFault(name) ?? (isActor(name) ? 'taken' : null);
  if (fault) throw new Refused({ key: 'desk-name', fault });
  if ((await administratorsForUpdate(work)).some((one) => isSameName(one.name, name)))
    throw new Refused({ key: 'desk-name', fault: 'taken' });
  const id = makeId(work.context);
  const added = await addAdministrator(work, {
    id,
    name,
    name_key: nameKey(name),
    role: wish.role,
    created_at: work.at,
    ended_at: null,
  });
  if (!added) throw new Refused({ key: 'desk-name', fault: 'taken' });
  await recordAct(work, {
    act: 'administrator-invited',
    details: { administratorId: id, name },
    changes: { role: [null, wish.role] },
  });
  return makeDeskLink(work, id);
}

/** A new one-time link for somebody who lost every passkey, or never used the first. @throws Refused `not-found` */
export const linkForAdministrator = (context: Context, id: string): Promise<OneTimeLink> =>
  transact(context, async (work) => linkOf(work, await known(work, id)));

async function linkOf(work: Work, who: AdministratorRow): Promise<OneTimeLink> {
  const link = await makeDeskLink(work, who.id);
  const details = { administratorId: who.id, name: who.name };
  await recordAct(work, { act: 'administrator-linked', details });
  return link;
}

/**
 * Gives an administrator another role, at once.
 * @param change `from`: what the asker saw
 * @throws Refused `desk-changed` where it is another by now, `desk-last-owner`, `not-found`
 */
export const changeRole = (
  context: Context,
  id: string,
  change: { readonly from: DeskRole; readonly to: DeskRole },
): Promise<void> => transact(context, (work) => changeRoleInto(work, id, change));

/** The same in the caller's transaction. @param undoes the act that it takes back */
export async function changeRoleInto(
  work: Work,
  id: string,
  { from, to }: { readonly from: DeskRole; readonly to: DeskRole },
  undoes?: string,
): Promise<void> {
  const who = await known(work, id);
  if (who.role !== from) throw new Refused({ key: 'desk-changed', role: who.role });
  if (from === to) return;
  if (from === 'owner') await leaveAnOwner(work, id);
  await changeAdministrator(work, id, { role: to });
  await recordAct(work, {
    act: 'administrator-role-changed',
    details: { administratorId: id, name: who.name },
    changes: { role: [from, to] },
    ...(undoes !== undefined && { undoes }),
  });
}

/** Signs an administrator out everywhere. @throws Refused `not-found` */
export const endAdministratorSessions = (context: Context, id: string): Promise<number> =>
  transact(context, async (work) => {
    const who = await known(work, id);
    const ended = await endDeskSessionsOf(work, id, work.at);
    const details = { administratorId: id, name: who.name, ended };
    await recordAct(work, { act: 'administrator-sessions-ended', details });
    return ended;
  });

/** Takes the desk away from somebody: passkeys, links and sessions end at once. @throws Refused `desk-last-owner` */
export const endAdministrator = (context: Context, id: string): Promise<void> =>
  transact(context, async (work) => {
    const who = await known(work, id);
    if (who.role === 'owner') await leaveAnOwner(work, id);
    await changeAdministrator(work, id, { ended_at: work.at });
    await endDeskLinks(work, id, work.at);
    await endDeskSessionsOf(work, id, work.at);
    await removePasskeysOf(work, id);
    await recordAct(work, {
      act: 'administrator-ended',
      details: { administratorId: id, name: who.name },
      changes: { role: [who.role, null] },
    });
  });

/** Everybody is locked, so that two owners who end each other at once do it one after the other. */
async function known(work: Work, id: string): Promise<AdministratorRow> {
  const who = (await administratorsForUpdate(work)).find((one) => one.id === id);
  if (!who) throw new Refused({ key: 'not-found' });
  return who;
}

/** One who was invited and has no passkey yet can't let anybody back in, so they do not count. */
async function leaveAnOwner(work: Work, id: string): Promise<void> {
  const owners = (await administratorsForUpdate(work)).filter(
    (one) => one.role === 'owner' && one.id !== id,
  );
  for (const one of owners) if ((await passkeysOf(work.db, one.id)).length > 0) return;
  throw new Refused({ key: 'desk-last-owner' });
}
