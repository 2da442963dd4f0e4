import { type Limit, limits } from '#domain/limit.ts';
import { wasLookedAt } from '#server/storage/events/admin-acts.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { transact } from '#server/usecases/ground/work.ts';
import type { AtDesk } from './desk-session.ts';
import { heedSearchLimits } from './heed-search-limits.ts';

/** A page that is open asks again and again, and a search is typed on: within this time it is one look. */
const oneLookMs = 60 * 60_000;

/**
 * Writes down that an administrator looks at a member, once for a page that stays open, and counts it.
 * @throws Refused `too-many-requests`
 */
export const noteLook = (context: Context, me: AtDesk, memberId: string): Promise<void> =>
  note(context, me, { act: 'member-found', memberId }, [limits.deskOpen]);

/**
 * Writes down that an administrator found a member by something exact. The row has the member's id and what it was, and
 * no word that was typed: an address in it would stay when the member goes.
 */
export const noteFound = (
  context: Context,
  me: AtDesk,
  { memberId, by }: { readonly memberId: string; readonly by: string },
): Promise<void> => note(context, me, { act: 'member-looked-up', memberId, details: { by } }, []);

async function note(
  context: Context,
  me: AtDesk,
  look: {
    readonly act: 'member-looked-up' | 'member-found';
    readonly memberId: string;
    readonly details?: Readonly<Record<string, string>>;
  },
  heeded: readonly Limit[],
): Promise<void> {
  const who = { memberId: look.memberId, administratorId: me.administratorId };
  const since = context.now() - oneLookMs;
  if (await wasLookedAt(context.store.read, who, look.act, since)) return;
  await heedSearchLimits(context, me, heeded);
  await transact(context, (work) => recordAct(work, look));
}
