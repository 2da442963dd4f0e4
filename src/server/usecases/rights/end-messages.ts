import type { MessageKind } from '#domain/program/message-settings.ts';
import { putChoice } from '#server/storage/people/messages.ts';
import { unsubscribeLink } from '#server/storage/people/unsubscribe-links.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { transact } from '#server/usecases/ground/work.ts';

/** Which messages a mail's link ends; null: the link is none of ours. It says nothing of whose they are. */
export async function messageOfLink(context: Context, token: string): Promise<MessageKind | null> {
  return (await unsubscribeLink(context.store.read, token))?.kind ?? null;
}

/**
 * Ends messages of one kind, as a mail's link asks. The same again changes nothing, and a mail that waits is kept back
 * when it is due.
 * @returns which; null: the link is none of ours
 */
export const endByLink = (context: Context, token: string): Promise<MessageKind | null> =>
  transact(context, async (work) => {
    const link = await unsubscribeLink(work.db, token);
    if (!link) return null;
    const { member_id, kind } = link;
    await work.lockMember(member_id);
    await putChoice(work, { member_id, kind, wanted: 0, way: 'one-click', at: work.at });
    return kind;
  });
