import type { FindMembers } from '#contract/desk/desk-input.ts';
import type { FoundMembers } from '#contract/desk/desk-members.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import type { AtDesk } from './desk-session.ts';
import { findMembers } from './find-members.ts';
import { heedSearchLimits, searchLimits } from './heed-search-limits.ts';
import { noteFound } from './note-look.ts';

/**
 * Searches for members: counted, and where something exact met a member, written down with what met them.
 * @throws Refused `too-many-requests`; `not-found` when the last member of the page before is none
 */
export async function searchMembers(
  context: Context,
  me: AtDesk,
  wish: FindMembers,
): Promise<FoundMembers> {
  const page = wish.after === undefined ? 'first' : 'further';
  await heedSearchLimits(context, me, searchLimits[page]);
  const { rows, next, by } = await findMembers(context, wish);
  if (by !== null)
    for (const { id: memberId } of rows) await noteFound(context, me, { memberId, by });
  return { rows, next };
}
