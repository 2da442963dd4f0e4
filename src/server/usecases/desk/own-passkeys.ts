import type { OwnPasskeys, PasskeyOptions } from '#contract/desk/desk-answers.ts';
import type { DeskRegistration } from '#contract/desk/desk-input.ts';
import { deskLasts, deskSessionMs } from '#domain/desk/desk-session.ts';
import { Refused } from '#domain/refusal.ts';
import { administratorsForUpdate } from '#server/storage/desk/administrators.ts';
import { endDeskSessionsOf, openDeskSessions } from '#server/storage/desk/desk-sessions.ts';
import { passkeysOf, removePasskey } from '#server/storage/desk/passkeys.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { readWork, transact } from '#server/usecases/ground/work.ts';
import { registrationOptions, verifyRegistration } from '#server/vendors/passkeys/passkeys.ts';
import {
  keepChallenge,
  keepPasskey,
  knownPasskey,
  partyOf,
  spendChallenge,
} from './ask-passkey.ts';
import type { AtDesk } from './desk-session.ts';

/** The passkeys and sessions of whoever is signed in. */
export async function viewOwnPasskeys(context: Context, who: AtDesk): Promise<OwnPasskeys> {
  const { db, at } = await readWork(context);
  const passkeys = await passkeysOf(db, who.administratorId);
  const sessions = await openDeskSessions(db, who.administratorId, at - deskSessionMs);
  return {
    passkeys: passkeys.map((row) => ({
      id: row.id,
      browser: row.browser,
      createdAt: row.created_at,
      usedAt: row.used_at,
      here: row.id === who.passkeyId,
    })),
    sessions: sessions
      .filter((row) => deskLasts({ createdAt: row.created_at, seenAt: row.seen_at }, at))
      .map((row) => ({
        id: row.id,
        browser: row.browser,
        createdAt: row.created_at,
        seenAt: row.seen_at,
        here: row.id === who.sessionId,
      })),
  };
}

/** What the browser needs to make one passkey more. */
export async function askForPasskey(context: Context, who: AtDesk): Promise<PasskeyOptions> {
  const { db, program } = await readWork(context);
  const own = (await passkeysOf(db, who.administratorId)).map(knownPasskey);
  const person = { id: who.administratorId, name: who.name };
  const options = await registrationOptions(partyOf(context, program.name), person, own);
  await keepChallenge(context, options.challenge, 'passkey', boundTo(who));
  return { ...options };
}

/** @throws Refused `desk-challenge-over`, `desk-passkey-refused` */
export async function addOwnPasskey(
  context: Context,
  who: AtDesk,
  { passkey, browser }: { passkey: DeskRegistration; browser: string },
): Promise<void> {
  const { clientDataJSON } = passkey.response;
  const { challenge } = await spendChallenge(context, clientDataJSON, 'passkey', boundTo(who));
  const { program } = await readWork(context);
  const made = await verifyRegistration(partyOf(context, program.name), challenge, passkey);
  if (!made) throw new Refused({ key: 'desk-passkey-refused' });
  const { administratorId } = who;
  await transact(context, (work) =>
    keepPasskey(work, made, { administratorId, browser, ended: 0 }),
  );
}

/**
 * Takes a passkey away, and signs out where it was used. The last one stays: without it nobody could sign in again.
 * @throws Refused `desk-last-passkey`, `not-found`
 */
export const endOwnPasskey = (context: Context, who: AtDesk, passkeyId: string): Promise<void> =>
  transact(context, async (work) => {
    // Locked, or two browsers could each take the other's passkey away.
    await administratorsForUpdate(work);
    const own = await passkeysOf(work.db, who.administratorId);
    const passkey = own.find(({ id }) => id === passkeyId);
    if (!passkey) throw new Refused({ key: 'not-found' });
    if (own.length === 1) throw new Refused({ key: 'desk-last-passkey' });
    await removePasskey(work, passkey);
    await endDeskSessionsOf(work, who.administratorId, work.at, passkeyId);
    await recordAct(work, { act: 'passkey-ended', details: { browser: passkey.browser } });
  });

const boundTo = (who: AtDesk) => ({
  administrator_id: who.administratorId,
  bound_to: who.sessionId,
});
