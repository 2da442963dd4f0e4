import type { PasskeyOptions } from '#contract/desk/desk-answers.ts';
import type { DeskAssertion } from '#contract/desk/desk-input.ts';
import { type DeskRight, mayDo, proofMs } from '#domain/desk/desk-role.ts';
import { Refused } from '#domain/refusal.ts';
import type { PasskeyRow } from '#server/storage/db/schema-desk.ts';
import { administratorById } from '#server/storage/desk/administrators.ts';
import {
  hasProof,
  keepProof,
  notePasskeyUse,
  passkeyById,
  passkeysOf,
} from '#server/storage/desk/passkeys.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { noteSecurity } from '#server/usecases/ground/note-security.ts';
import { readWork, transact, type Work } from '#server/usecases/ground/work.ts';
import { assertionOptions, verifyAssertion } from '#server/vendors/passkeys/passkeys.ts';
import { keepChallenge, knownPasskey, partyOf, spendChallenge } from './ask-passkey.ts';
import { type AtDesk, startDeskSession } from './desk-session.ts';

/** What the browser needs to offer its passkeys for this shop: nobody types a name. */
export async function askToSignIn(context: Context): Promise<PasskeyOptions> {
  const { program } = await readWork(context);
  const options = await assertionOptions(partyOf(context, program.name));
  await keepChallenge(context, options.challenge, 'sign-in');
  return { ...options };
}

/**
 * Signs an administrator in.
 * @returns the value of the session's cookie
 * @throws Refused `desk-challenge-over`, `desk-passkey-unknown`, `desk-passkey-refused`
 */
export async function signInAtDesk(
  context: Context,
  { passkey: shown, browser }: { passkey: DeskAssertion; browser: string },
): Promise<string> {
  const { clientDataJSON } = shown.response;
  const { challenge } = await spendChallenge(context, clientDataJSON, 'sign-in');
  const passkey = await passkeyById(context.store.read, shown.id);
  const who = passkey && (await administratorById(context.store.read, passkey.administrator_id));
  if (!passkey || !who || who.ended_at !== null) {
    noteSecurity(context, 'desk-refused', { administratorId: null });
    throw new Refused({ key: 'desk-passkey-unknown' });
  }
  return shownTo(context, { challenge, passkey, shown }, (work) => {
    noteSecurity(context, 'desk-signed-in', { administratorId: who.id });
    return startDeskSession(work, { administratorId: who.id, passkeyId: passkey.id, browser });
  });
}

/** What the browser needs to show the passkey again, for an act about something. @throws Refused `desk-role` */
export async function askForProof(
  context: Context,
  who: AtDesk,
  { right, subject }: { right: DeskRight; subject: string },
): Promise<PasskeyOptions> {
  if (!mayDo(who.role, right)) throw new Refused({ key: 'desk-role', role: who.role });
  const { db, program } = await readWork(context);
  const own = (await passkeysOf(db, who.administratorId)).map(knownPasskey);
  const options = await assertionOptions(partyOf(context, program.name), own);
  await keepChallenge(context, options.challenge, 'proof', {
    administrator_id: who.administratorId,
    bound_to: who.sessionId,
    act: right,
    subject,
  });
  return { ...options };
}

/**
 * Takes a passkey that was shown again: for some minutes, this session may do the act that was asked about.
 * @throws Refused `desk-challenge-over`, `desk-passkey-unknown`, `desk-passkey-refused`
 */
export async function prove(context: Context, who: AtDesk, shown: DeskAssertion): Promise<void> {
  const asked = await spendChallenge(context, shown.response.clientDataJSON, 'proof', {
    administrator_id: who.administratorId,
    bound_to: who.sessionId,
  });
  const passkey = await passkeyById(context.store.read, shown.id);
  if (passkey?.administrator_id !== who.administratorId) {
    throw new Refused({ key: 'desk-passkey-unknown' });
  }
  const { act, subject, challenge } = asked;
  if (act === null || subject === null) throw new Error('a proof is asked for an act');
  await shownTo(context, { challenge, passkey, shown }, (work) =>
    keepProof(work, {
      session_id: who.sessionId,
      act,
      subject,
      expires_at: work.at + proofMs,
    }),
  );
}

/** Demands that the passkey was shown for this act within some minutes. @throws Refused `desk-prove` */
export async function demandProof(
  context: Context,
  who: AtDesk,
  right: DeskRight,
  subject: string,
): Promise<void> {
  const proof = { session_id: who.sessionId, act: right, subject };
  if (await hasProof(context.store.read, proof, context.now())) return;
  throw new Refused({ key: 'desk-prove', right, subject });
}

/** Verifies an answer, and stores its counter in the transaction of what it allows. */
async function shownTo<T>(
  context: Context,
  of: { challenge: string; passkey: PasskeyRow; shown: DeskAssertion },
  then: (work: Work) => Promise<T>,
): Promise<T> {
  const { challenge, passkey, shown } = of;
  const { program } = await readWork(context);
  const party = partyOf(context, program.name);
  const counter = await verifyAssertion(party, challenge, knownPasskey(passkey), shown);
  const refused = () => {
    noteSecurity(context, 'desk-refused', { administratorId: passkey.administrator_id });
    return new Refused({ key: 'desk-passkey-refused' });
  };
  if (counter === null) throw refused();
  return transact(context, async (work) => {
    // Two answers with one counter at once: one of them is a copy's. A passkey that was taken away meanwhile is gone.
    if (!(await notePasskeyUse(work, passkey, { counter, used_at: work.at }))) throw refused();
    return then(work);
  });
}
