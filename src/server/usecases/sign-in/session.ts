import { lasts, placementMs, seenEveryMs } from '#domain/people/session.ts';
import { Refused } from '#domain/refusal.ts';
import { memberTopic, sessionTopic } from '#server/storage/db/live.ts';
import type { SessionRow } from '#server/storage/db/schema-sign-ins.ts';
import {
  addSession,
  changeSession,
  revokeSessions,
  sessionById,
} from '#server/storage/people/sessions.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { noteIfWritable } from '#server/usecases/ground/note-if-writable.ts';
import { underMyKeySince } from '#server/usecases/ground/under-my-key.ts';
import { type ReadWork, transact, type Work } from '#server/usecases/ground/work.ts';

/** What the cookie carries: the member, the session's row, and a secret that only the phone has. */
export interface NewSession {
  readonly cookie: string;
  readonly memberId: string;
}

/** A member on one device, as every guarded route knows them. */
export interface Session {
  readonly memberId: string;
  readonly id: string;
  /** The poster that was scanned last, while that is recent enough to mean "here". */
  readonly placement: string | null;
  /** True: the session's end has just moved, so the cookie's must move as well. */
  readonly prolonged: boolean;
}

/** The request and the browser that make a session what it is. */
interface Origin {
  readonly memberId: string;
  readonly signInId: string;
  readonly browserSecret: string;
}

/** Starts a session. It has the sign-in request's id, because one request makes one session. */
export async function startSession(
  work: Work,
  wish: Origin & { browser: string | null; placement: string | null },
): Promise<NewSession> {
  const [session] = sessionsFrom(work.context, wish);
  if (!session) throw new Error('there is no key');
  const { at } = work;
  await addSession(work, {
    member_id: wish.memberId,
    id: wish.signInId,
    token_hash: work.context.secrets.hash('session', session.token),
    browser: wish.browser ?? '',
    created_at: at,
    seen_at: at,
    revoked_at: null,
    placement: wish.placement,
    placement_at: wish.placement === null ? null : at,
    pass_epoch: null,
  });
  // The member's other devices list this one.
  work.tell(memberTopic(wish.memberId));
  return session;
}

/** The session that this request started already in this browser; null: it is over. */
export async function resumeSession(work: ReadWork, origin: Origin): Promise<NewSession | null> {
  const row = await sessionById(work.db, origin.memberId, origin.signInId);
  if (!row || !isLive(row, work.at)) return null;
  const { isHash } = work.context.secrets;
  const session = sessionsFrom(work.context, origin).find(({ token }) =>
    isHash('session', token, row.token_hash),
  );
  return session ?? null;
}

/**
 * The token is a hash, under the server's key, of what only this browser and this request have. So an answer that was
 * lost can be given again, although the database stores nothing but a hash.
 */
function sessionsFrom(context: Context, origin: Origin): (NewSession & { token: string })[] {
  const { memberId, signInId, browserSecret } = origin;
  const tokens = context.secrets.hashes('session-token', `${signInId}/${browserSecret}`);
  return tokens.map((token) => ({ cookie: `${memberId}.${signInId}.${token}`, memberId, token }));
}

/** Member's id, session's id, token. Any other text was not made here and is not looked up. */
const cookieShape = /^([0-9a-f-]{36})\.([0-9a-f-]{36})\.([\w-]{43})$/;

/** The member whom a cookie stands for; null for no cookie, or one that is forged, ended or too long unseen. */
export async function recogniseMember(
  context: Context,
  cookie: string | undefined,
): Promise<Session | null> {
  const [, memberId, id, token] = cookieShape.exec(cookie ?? '') ?? [];
  if (!memberId || !id || !token) return null;
  const row = await sessionById(context.store.read, memberId, id);
  const at = context.now();
  if (!row || !isLive(row, at)) return null;
  if (!context.secrets.isHash('session', token, row.token_hash)) return null;
  const unnoted = row.seen_at + seenEveryMs < at;
  const mayRekey = (await underMyKeySince(context)) !== null;
  const token_hash = mayRekey ? context.secrets.hash('session', token) : row.token_hash;
  const seen = { seen_at: at, token_hash };
  const noted =
    (unnoted || row.token_hash !== token_hash) &&
    (await noteIfWritable(context, () => noteSeen(context, row, seen)));
  return { memberId, id, placement: recentPlacement(row, at), prolonged: noted && unnoted };
}

export const isLive = (row: SessionRow, at: number): boolean =>
  row.revoked_at === null && lasts({ createdAt: row.created_at, seenAt: row.seen_at }, at);

/**
 * Stores the poster that a signed-in member scanned: from now on the member is there. Where nothing can be written, the
 * page is shown all the same, and a cookie knows the poster.
 */
export async function notePlacement(
  context: Context,
  session: Session,
  placement: string,
): Promise<void> {
  const change = { placement, placement_at: context.now() };
  await noteIfWritable(context, () =>
    transact(context, (work) => changeSession(work, session.memberId, session.id, change)),
  );
}

/**
 * Signs out one of a member's devices, and wakes it so that its page shows it. Doing it again changes nothing.
 * @throws Refused `not-found` for a device that is none of theirs
 */
export function endSession(
  context: Context,
  session: { memberId: string; id: string },
): Promise<void> {
  return transact(context, (work) => endSessionInto(work, session));
}

/** The same inside a running transaction: a new sign-in in a browser ends the session of its old cookie. */
export async function endSessionInto(
  work: Work,
  { memberId, id }: { memberId: string; id: string },
): Promise<void> {
  const row = await sessionById(work.db, memberId, id);
  if (!row) throw new Refused({ key: 'not-found' });
  if (row.revoked_at !== null) return;
  await changeSession(work, memberId, id, { revoked_at: work.at });
  work.tell(memberTopic(memberId));
  work.tell(sessionTopic(id));
}

/** Signs out every other device of the member. */
export async function endOtherSessions(context: Context, session: Session): Promise<void> {
  const { memberId, id } = session;
  await transact(context, (work) => endSessionsInto(work, memberId, id));
}

/** @param except the session that stays; null: none does. @returns how many ended */
export async function endSessionsInto(
  work: Work,
  memberId: string,
  except: string | null,
): Promise<number> {
  const ended = await revokeSessions(work, memberId, { at: work.at, except });
  work.tell(memberTopic(memberId));
  for (const id of ended) work.tell(sessionTopic(id));
  return ended.length;
}

/** Each time under the SECRET_KEY of now: so the phones that come do not depend on an earlier one. */
const noteSeen = (
  context: Context,
  row: SessionRow,
  seen: Pick<SessionRow, 'seen_at' | 'token_hash'>,
): Promise<void> => transact(context, (work) => changeSession(work, row.member_id, row.id, seen));

function recentPlacement(row: SessionRow, at: number): string | null {
  return row.placement_at !== null && row.placement_at + placementMs > at ? row.placement : null;
}
