import type { Context } from '#server/usecases/ground/context.ts';

const longMs = 400 * 24 * 60 * 60_000;

/** Lets a member have joined 400 days ago, so that a till may report what they bought since. */
export const joinedLongAgo = (
  { context }: { context: Context },
  member: { readonly id: string } | { readonly number: string },
) =>
  context.store.transact(({ db }) => {
    const joined = db.updateTable('members').set({ joined_at: context.now() - longMs });
    const own =
      'id' in member
        ? joined.where('id', '=', member.id)
        : joined.where('number', '=', member.number);
    return own.execute();
  });
