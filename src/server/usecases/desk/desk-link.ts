import type { DeskLinkFace, OneTimeLink, PasskeyOptions } from '#contract/desk/desk-answers.ts';
import type { DeskRegistration } from '#contract/desk/desk-input.ts';
import { deskLinkTo } from '#contract/desk/desk-paths.ts';
import { deskLinkMs } from '#domain/desk/desk-session.ts';
import { Refused } from '#domain/refusal.ts';
import type { AdministratorRow } from '#server/storage/db/schema-desk.ts';
import {
  addDeskLink,
  administratorById,
  endDeskLinks,
  openDeskLink,
  spendDeskLink,
} from '#server/storage/desk/administrators.ts';
import { endDeskSessionsOf } from '#server/storage/desk/desk-sessions.ts';
import { passkeysOf, removePasskeysOf } from '#server/storage/desk/passkeys.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { makeToken } from '#server/usecases/ground/make-id.ts';
import { noteSecurity } from '#server/usecases/ground/note-security.ts';
import { readWork, transact, type Work } from '#server/usecases/ground/work.ts';
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
  return { name: who.name, role: who.role, shop: program.name, recovers };
}

/** What the browser needs to make the link's passkey. @throws Refused `desk-link-spent` */
export async function askForFirstPasskey(context: Context, token: string): Promise<PasskeyOptions> {
  const { who, hash } = await linked(context, token);
  const { program } = await readWork(context);
  const options = await registrationOptions(partyOf(context, program.name), who, []);
  await keepChallenge(context, options.challenge, 'link', {
    administrator_id: who.id,
    bound_to: hash,
  });
  return { ...options };
}

/**
 * Uses a link: the passkey that the browser made is the administrator's from now on, and the only one. Passkeys of
 * before were lost, so they end with their sessions.
 * @returns the value of the session's cookie
 * @throws Refused `desk-link-spent`, `desk-challenge-over`, `desk-passkey-refused`
 */
export async function enterByDeskLink(
  context: Context,
  { token, passkey, browser }: { token: string; passkey: DeskRegistration; browser: string },
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
  const own = { ...context, actor: who.name, administratorId: who.id };
  return transact(own, async (work) => {
    if (!(await spendDeskLink(work, hash, work.at))) throw new Refused({ key: 'desk-link-spent' });
    // In this order: what a session is about to do, a passkey more too, is done before it ends and goes with the rest.
    await endDeskSessionsOf(work, who.id, work.at);
    const ended = await removePasskeysOf(work, who.id);
    await keepPasskey(work, made, { administratorId: who.id, browser, ended });
    noteSecurity(context, 'desk-signed-in', { administratorId: who.id });
    const [administratorId, passkeyId] = [who.id, made.id];
    return startDeskSession(work, { administratorId, passkeyId, browser, begins: true });
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
