import { addressKey } from '#domain/people/email-address.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { transact } from '#server/usecases/ground/work.ts';
import { joinOrFind } from '#server/usecases/sign-in/join.ts';

/**
 * Makes a new member with the welcome points and without a phone.
 * @param invitation the code of whoever brings them; null: nobody
 * @returns the member's id
 */
export function joinDirectly(
  { context }: { context: Context },
  address: string,
  invitation: string | null = null,
): Promise<string> {
  const proved = {
    address,
    address_key: addressKey(address),
    language: 'en',
    store_id: null,
    invitation,
  };
  return transact(context, (work) => joinOrFind(work, proved));
}

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
