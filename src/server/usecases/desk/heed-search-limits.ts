import { type Limit, limits } from '#domain/limit.ts';
import { refuseWhen } from '#domain/refusal.ts';
import { countUp } from '#server/storage/people/limits.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { noteSecurity } from '#server/usecases/ground/note-security.ts';
import { transact } from '#server/usecases/ground/work.ts';
import type { AtDesk } from './desk-session.ts';

/** What a search counts against, by whether it asks for a further page of one. */
export const searchLimits = {
  first: [limits.deskFind, limits.deskFindDay],
  further: [limits.deskFind, limits.deskFindDay, limits.deskFindMore],
} as const;

/**
 * Counts one more against each limit of an administrator, before they read anything. The log has each that it fills.
 * @throws Refused `too-many-requests`, and then nothing is counted
 */
export async function heedSearchLimits(
  context: Context,
  { administratorId }: Pick<AtDesk, 'administratorId'>,
  heeded: readonly Limit[],
): Promise<void> {
  if (heeded.length === 0) return;
  const filled = await transact(context, async (work) => {
    const full: Limit[] = [];
    for (const limit of heeded) {
      const { count, retryAfterMs } = await countUp(work, limit, administratorId, work.at);
      refuseWhen(count > limit.atMost ? { key: 'too-many-requests', retryAfterMs } : null);
      if (count === limit.atMost) full.push(limit);
    }
    return full;
  });
  for (const { name, windowMs } of filled) {
    const said = { administratorId, limit: name, minutes: windowMs / 60_000 };
    noteSecurity(context, 'desk-search-limited', said);
  }
}
