import { placementMs, seenEveryMs, sessionMs } from '#domain/session.ts';
import type { Context } from '#server/context.ts';
import type { SessionRow } from '#server/storage/schema.ts';
import { addSession, changeSession, sessionById } from '#server/storage/sessions.ts';
import type { Tx } from '#server/storage/store.ts';
import { makeId, makeToken } from './make-id.ts';

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
}

export async function startSession(
  tx: Tx,
  context: Context,
  wish: { memberId: string; browser: string | null; placement: string | null },
): Promise<NewSession> {
  const id = makeId(context);
  const token = makeToken(context);
  const at = context.now();
  await addSession(tx, {
    member_id: wish.memberId,
    id,
    token_hash: context.secrets.hash('session', token),
    browser: wish.browser ?? '',
    created_at: at,
    seen_at: at,
    revoked_at: null,
    placement: wish.placement,
    placement_at: wish.placement === null ? null : at,
  });
  return { cookie: `${wish.memberId}.${id}.${token}`, memberId: wish.memberId };
}

/** Who a cookie stands for; null for none, a forged, a revoked or a long unseen one. */
export async function recogniseMember(
  context: Context,
  cookie: string | undefined,
): Promise<Session | null> {
  const [memberId, id, token] = (cookie ?? '').slice(0, 200).split('.');
  if (!memberId || !id || !token) return null;
  const row = await sessionById(context.store.read, memberId, id);
  const at = context.now();
  if (!row || row.revoked_at !== null || row.seen_at + sessionMs < at) return null;
  if (row.token_hash !== context.secrets.hash('session', token)) return null;
  if (row.seen_at + seenEveryMs < at) await noteSeen(context, row, at);
  return { memberId, id, placement: recentPlacement(row, at) };
}

/** A signed-in member scanned a poster: from now on, this is where they are. */
export function notePlacement(
  context: Context,
  session: Session,
  placement: string,
): Promise<void> {
  return context.store.transact((tx) =>
    changeSession(tx, session.memberId, session.id, { placement, placement_at: context.now() }),
  );
}

/** Signs one device out. A device that was signed out stays so; another member's is not found. */
export function endSession(
  context: Context,
  session: { memberId: string; id: string },
): Promise<void> {
  return context.store.transact((tx) =>
    changeSession(tx, session.memberId, session.id, { revoked_at: context.now() }),
  );
}

const noteSeen = (context: Context, row: SessionRow, at: number): Promise<void> =>
  context.store.transact((tx) => changeSession(tx, row.member_id, row.id, { seen_at: at }));

function recentPlacement(row: SessionRow, at: number): string | null {
  return row.placement_at !== null && row.placement_at + placementMs > at ? row.placement : null;
}
