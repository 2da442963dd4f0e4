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
import { type ReadWork, transact, type Work } from '#server/usecases/ground/work.ts';

/** What the cookie carries: whose it is, which row, and the secret that only the phone has. */
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
  /** Its end has just moved on, so the cookie's has to as well. */
  readonly prolonged: boolean;
}

/** What makes a session the one of a certain request in a certain browser. */
interface Origin {
  readonly memberId: string;
  readonly signInId: string;
  readonly browserSecret: string;
}

/** One request to sign in makes one session: its id is the request's. */
export async function startSession(
  work: Work,
  wish: Origin & { browser: string | null; placement: string | null },
): Promise<NewSession> {
  const session = sessionFrom(work.context, wish);
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
  // Their other devices list this one.
  work.tell(memberTopic(wish.memberId));
  return session;
}

/** The session that this request has started already in this browser; null when it is over. */
export async function resumeSession(work: ReadWork, origin: Origin): Promise<NewSession | null> {
  const row = await sessionById(work.db, origin.memberId, origin.signInId);
  return row && isLive(row, work.at) ? sessionFrom(work.context, origin) : null;
}

/**
 * The token is made under the server's key of what only this browser and this request have, so that an
 * answer that got lost on its way can be given again though the database holds nothing but a hash.
 */
function sessionFrom(context: Context, origin: Origin): NewSession & { token: string } {
  const { memberId, signInId, browserSecret } = origin;
  const token = context.secrets.hash('session-token', `${signInId}/${browserSecret}`);
  return { cookie: `${memberId}.${signInId}.${token}`, memberId, token };
}

/** Member's id, session's id, token: anything else never came from here, and is not looked up. */
const cookieShape = /^([0-9a-f-]{36})\.([0-9a-f-]{36})\.([\w-]{43})$/;

/** Who a cookie stands for; null for none, a forged, a revoked or a long unseen one. */
export async function recogniseMember(
  context: Context,
  cookie: string | undefined,
): Promise<Session | null> {
  const [, memberId, id, token] = cookieShape.exec(cookie ?? '') ?? [];
  if (!memberId || !id || !token) return null;
  const row = await sessionById(context.store.read, memberId, id);
  const at = context.now();
  if (!row || !isLive(row, at)) return null;
  if (row.token_hash !== context.secrets.hash('session', token)) return null;
  const unnoted = row.seen_at + seenEveryMs < at;
  if (unnoted) await noteSeen(context, row, at);
  return { memberId, id, placement: recentPlacement(row, at), prolonged: unnoted };
}

export const isLive = (row: SessionRow, at: number): boolean =>
  row.revoked_at === null && lasts({ createdAt: row.created_at, seenAt: row.seen_at }, at);

/** A signed-in member scanned a poster: from now on, this is where they are. */
export function notePlacement(
  context: Context,
  session: Session,
  placement: string,
): Promise<void> {
  return transact(context, (work) =>
    changeSession(work, session.memberId, session.id, { placement, placement_at: work.at }),
  );
}

/**
 * Signs one of a member's devices out, and wakes it so that it sees. One that was signed out stays so.
 * @throws Refused `not-found` for a device that is none of theirs
 */
export function endSession(
  context: Context,
  session: { memberId: string; id: string },
): Promise<void> {
  return transact(context, (work) => endSessionInto(work, session));
}

/** The same in a transaction under way: who signs in again in a browser ends what its cookie stood for. */
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

/** Signs every other device of the member out. */
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

const noteSeen = (context: Context, row: SessionRow, at: number): Promise<void> =>
  transact(context, (work) => changeSession(work, row.member_id, row.id, { seen_at: at }));

function recentPlacement(row: SessionRow, at: number): string | null {
  return row.placement_at !== null && row.placement_at + placementMs > at ? row.placement : null;
}
