import type { DeskLinkFace, OneTimeLink, PasskeyOptions } from '#contract/desk/desk-answers.ts';
import type { DeskRegistration } from '#contract/desk/desk-input.ts';
import { deskLinkTo } from '#contract/desk/desk-paths.ts';
import { isActor, isSameName, nameFault, nameKey } from '#domain/desk/administrator-name.ts';
import { deskLinkMs } from '#domain/desk/desk-session.ts';
import { Refused } from '#domain/refusal.ts';
import { asLine } from '#domain/values/visible.ts';
import type { AdministratorRow } from '#server/storage/db/schema-desk.ts';
import {
  addDeskLink,
  administratorById,
  administratorsForUpdate,
  changeAdministrator,
  endDeskLinks,
  liveAdministrators,
  openDeskLink,
  spendDeskLink,
} from '#server/storage/desk/administrators.ts';
import { endDeskSessionsOf } from '#server/storage/desk/desk-sessions.ts';
import { passkeysOf, removePasskeysOf } from '#server/storage/desk/passkeys.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { makeToken } from '#server/usecases/ground/make-id.ts';
import { noteSecurity } from '#server/usecases/ground/note-security.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { type ReadWork, readWork, transact, type Work } from '#server/usecases/ground/work.ts';
import { registrationOptions, verifyRegistration } from '#server/vendors/passkeys/passkeys.ts';
import { keepChallenge, keepPasskey, partyOf, spendChallenge } from './ask-passkey.ts';
import { startDeskSession } from './desk-session.ts';

/** Makes a one-time link for an administrator; earlier ones that nobody used are worth nothing from then on. */
export async function makeDeskLink(work: Work, administratorId: string): Promise<OneTimeLink> {
  const { context, at } = work;
  const token = makeToken(context);
  await endDeskLinks(work, administratorId, at);
  const until = at + deskLinkMs;
  await addDeskLink(work, {
    token_hash: context.secrets.hash('desk-link', token),
    administrator_id: administratorId,
    expires_at: until,
    used_at: null,
  });
  return { url: context.publicUrl + deskLinkTo(token), until };
}

/** Whom a link is for. Looking uses nothing up. @throws Refused `desk-link-spent` */
export async function viewDeskLink(context: Context, token: string): Promise<DeskLinkFace> {
  const { who } = await linked(context, token);
  const { db, program } = await readWork(context);
  const recovers = (await passkeysOf(db, who.id)).length > 0;
  const saysName = await isFirstOwner(db, who);
  return { name: who.name, role: who.role, shop: program.name, recovers, saysName };
}

/**
 * What the browser needs to make the link's passkey, which the device keeps under the name.
 * @throws Refused `desk-link-spent`, `desk-name`
 */
export async function askForFirstPasskey(
  context: Context,
  { token, name }: { readonly token: string; readonly name?: string | undefined },
): Promise<PasskeyOptions> {
  const { who, hash } = await linked(context, token);
  const { program, db } = await readWork(context);
  const called = await nameOf(db, who, name);
  const person = { id: who.id, name: called };
  const options = await registrationOptions(partyOf(context, program.name), person, []);
  await keepChallenge(context, options.challenge, 'link', {
    administrator_id: who.id,
    bound_to: hash,
  });
  return { ...options };
}

/**
 * Uses a link: the passkey that the browser made is the administrator's from now on, and the only one. Passkeys of
 * before were lost, so they end with their sessions.
 * @param wish `name`: what the first owner is called, of which nobody else has heard
 * @returns the value of the session's cookie
 * @throws Refused `desk-link-spent`, `desk-challenge-over`, `desk-passkey-refused`, `desk-name`
 */
export async function enterByDeskLink(
  context: Context,
  {
    token,
    name,
    passkey,
    browser,
  }: {
    readonly token: string;
    readonly name?: string | undefined;
    readonly passkey: DeskRegistration;
    readonly browser: string;
  },
): Promise<string> {
  const { who, hash } = await linked(context, token);
  const bound = { administrator_id: who.id, bound_to: hash };
  const { clientDataJSON } = passkey.response;
  const { challenge } = await spendChallenge(context, clientDataJSON, 'link', bound);
  const { program } = await readWork(context);
  const made = await verifyRegistration(partyOf(context, program.name), challenge, passkey);
  if (!made) {
    noteSecurity(context, 'desk-refused', { administratorId: who.id });
    throw new Refused({ key: 'desk-passkey-refused' });
  }
  const called = await nameOf(context.store.read, who, name);
  const own = { ...context, actor: called, administratorId: who.id };
  return transact(own, async (work) => {
    if (!(await spendDeskLink(work, hash, work.at))) throw new Refused({ key: 'desk-link-spent' });
    // In this order: what a session is about to do, a passkey more too, is done before it ends and goes with the rest.
    await endDeskSessionsOf(work, who.id, work.at);
    const ended = await removePasskeysOf(work, who.id);
    if (called !== who.name) await rename(work, who, called);
    await keepPasskey(work, made, { administratorId: who.id, browser, ended });
    noteSecurity(context, 'desk-signed-in', { administratorId: who.id });
    const [administratorId, passkeyId] = [who.id, made.id];
    return startDeskSession(work, { administratorId, passkeyId, browser, begins: true });
  });
}

/** Whether nobody has invited them: no owner has ever had a passkey, so the link is of the machine of the server. */
async function isFirstOwner(db: ReadWork['db'], who: AdministratorRow): Promise<boolean> {
  if (who.role !== 'owner') return false;
  for (const { id } of await liveAdministrators(db))
    if ((await passkeysOf(db, id)).length > 0) return false;
  return true;
}

/** What they are called from now on. @throws Refused `desk-name` */
async function nameOf(
  db: ReadWork['db'],
  who: AdministratorRow,
  wished: string | undefined,
): Promise<string> {
  if (wished === undefined || !(await isFirstOwner(db, who))) return who.name;
  const name = asLine(wished);
  const fault = nameFault(name);
  if (fault) throw new Refused({ key: 'desk-name', fault });
  const others = (await liveAdministrators(db)).filter(({ id }) => id !== who.id);
  const isTaken = isActor(name) || others.some((one) => isSameName(one.name, name));
  if (isTaken) throw new Refused({ key: 'desk-name', fault: 'taken' });
  return name;
}

/** Judged again under the lock: of two who take a name at once, the second is told. */
async function rename(work: Work, who: AdministratorRow, name: string): Promise<void> {
  const all = await administratorsForUpdate(work);
  if (all.some((one) => one.id !== who.id && isSameName(one.name, name)))
    throw new Refused({ key: 'desk-name', fault: 'taken' });
  await changeAdministrator(work, who.id, { name, name_key: nameKey(name) });
  await recordAct(work, {
    act: 'administrator-named',
    details: { administratorId: who.id },
    changes: { name: [who.name, name] },
  });
}

async function linked(
  { store: { read }, secrets, now }: Context,
  token: string,
): Promise<{ who: AdministratorRow; hash: string }> {
  const link = await openDeskLink(read, secrets.hashes('desk-link', token), now());
  const who = link && (await administratorById(read, link.administrator_id));
  if (!link || !who || who.ended_at !== null) throw new Refused({ key: 'desk-link-spent' });
  return { who, hash: link.token_hash };
}
