import { type DeskRight, type DeskRole, mayDo, proofMs } from '#domain/desk/desk-role.ts';
import { deskLasts, deskSeenEveryMs, deskSessionMs } from '#domain/desk/desk-session.ts';
import { Refused } from '#domain/refusal.ts';
import { administratorById } from '#server/storage/desk/administrators.ts';
import {
  addDeskSession,
  changeDeskSession,
  deskSessionById,
  deskSessionForUpdate,
  endDeskSessionAt,
  endDeskSessionsOf,
} from '#server/storage/desk/desk-sessions.ts';
import { keepProof } from '#server/storage/desk/passkeys.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { makeId, makeToken } from '#server/usecases/ground/make-id.ts';
import { noteIfWritable } from '#server/usecases/ground/note-if-writable.ts';
import { transact, type Work } from '#server/usecases/ground/work.ts';

/** An administrator in one browser, as every guarded route of the desk knows them. */
export interface AtDesk {
  readonly sessionId: string;
  readonly administratorId: string;
  readonly name: string;
  readonly role: DeskRole;
  readonly passkeyId: string;
  /** When the session ends at the latest. */
  readonly until: number;
}

/**
 * @param who `begins`: the passkey was just made by a link, so that a second one can be made without showing it again
 * @returns the value of the cookie
 */
export async function startDeskSession(
  work: Work,
  who: {
    readonly administratorId: string;
    readonly passkeyId: string;
    readonly browser: string;
    readonly begins?: true;
  },
): Promise<string> {
  const { context, at } = work;
  const [id, token] = [makeId(context), makeToken(context)];
  await addDeskSession(work, {
    id,
    administrator_id: who.administratorId,
    passkey_id: who.passkeyId,
    token_hash: context.secrets.hash('desk-session', token),
    browser: who.browser,
    created_at: at,
    seen_at: at,
    ended_at: null,
  });
  if (who.begins) {
    const proof = { session_id: id, act: 'add-passkey', subject: '' } as const;
    await keepProof(work, { ...proof, expires_at: at + proofMs });
  }
  return `${id}.${token}`;
}

/** Session's id and token. Any other text was not made here and is not looked up. */
const cookieShape = /^([0-9a-f-]{36})\.([\w-]{43})$/;

/**
 * Who a cookie stands for. The role is read each time, so that one that was taken away ends with the next request.
 * @throws Refused `desk-signed-out`
 */
export async function recogniseAdministrator(
  context: Context,
  cookie: string | undefined,
): Promise<AtDesk> {
  const [, id, token] = cookieShape.exec(cookie ?? '') ?? [];
  const { store, secrets } = context;
  const row = id ? await deskSessionById(store.read, id) : undefined;
  const at = context.now();
  const lasts = row && deskLasts({ createdAt: row.created_at, seenAt: row.seen_at }, at);
  if (!row || !token || !lasts || row.ended_at !== null) throw signedOut();
  if (!secrets.isHash('desk-session', token, row.token_hash)) throw signedOut();
  const who = await administratorById(store.read, row.administrator_id);
  if (!who || who.ended_at !== null) throw signedOut();
  if (row.seen_at + deskSeenEveryMs < at) {
    const seen = { seen_at: at, token_hash: secrets.hash('desk-session', token) };
    await noteIfWritable(context, () =>
      transact(context, (work) => changeDeskSession(work, row.id, seen)),
    );
  }
  return {
    sessionId: row.id,
    administratorId: who.id,
    name: who.name,
    role: who.role,
    passkeyId: row.passkey_id,
    until: row.created_at + deskSessionMs,
  };
}

const signedOut = () => new Refused({ key: 'desk-signed-out' });

/**
 * The context in which an administrator acts: what is written down names them. A request may last, its body held back,
 * until they were signed out, lost the role or lost the desk; so each transaction asks again.
 */
export const asAdministrator = (context: Context, who: AtDesk, right: DeskRight): Context => ({
  ...context,
  actor: who.name,
  administratorId: who.administratorId,
  admit: async (tx) => {
    // Locked, so that a session ends either before what is done in it, or after all of it.
    const session = await deskSessionForUpdate(tx, who.sessionId);
    const one = await administratorById(tx.db, who.administratorId);
    if (!session || session.ended_at !== null || !one || one.ended_at !== null) throw signedOut();
    if (!mayDo(one.role, right)) throw new Refused({ key: 'desk-role', role: one.role });
  },
});

/** Signs out here. */
export const endDeskSession = (context: Context, who: AtDesk): Promise<void> =>
  transact(context, (work) => endDeskSessionAt(work, who.sessionId, work.at));

/** Signs out in every browser, this one too. */
export const endOwnDeskSessions = (context: Context, who: AtDesk): Promise<number> =>
  transact(context, (work) => endDeskSessionsOf(work, who.administratorId, work.at));
