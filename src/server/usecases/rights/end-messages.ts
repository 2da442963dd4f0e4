import { isOnByDefault } from '#domain/messages/message.ts';
import { type MessageKind, messageKinds } from '#domain/program/message-settings.ts';
import { choicesOf, putChoice } from '#server/storage/people/messages.ts';
import { unsubscribeLink } from '#server/storage/people/unsubscribe-links.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { type ReadWork, readWork, transact } from '#server/usecases/ground/work.ts';

/** What a mail's link leads to: which messages the mail is one of, and which its member gets. Nothing of whose they are. */
export interface LinkedChoices {
  readonly kind: MessageKind;
  readonly wanted: readonly MessageKind[];
}

/** @returns null: the link is none of ours */
export const viewChoices = async (context: Context, token: string): Promise<LinkedChoices | null> =>
  choicesBehind(await readWork(context), token);

async function choicesBehind(
  { db, program }: ReadWork,
  token: string,
): Promise<(LinkedChoices & { readonly memberId: string }) | null> {
  const link = await unsubscribeLink(db, token);
  if (!link) return null;
  const chosen = await choicesOf(db, link.member_id);
  const wanted = messageKinds.filter((kind) => {
    const choice = chosen.find((one) => one.kind === kind);
    return choice ? choice.wanted === 1 : isOnByDefault(kind, program);
  });
  return { kind: link.kind, wanted, memberId: link.member_id };
}

/** Ends messages of the mail's kind. The same again changes nothing, and a mail that waits is kept back when it is due. */
export const endByLink = (context: Context, token: string): Promise<void> =>
  transact(context, async (work) => {
    const link = await unsubscribeLink(work.db, token);
    if (!link) return;
    const { member_id, kind } = link;
    await work.lockMember(member_id);
    await putChoice(work, { member_id, kind, wanted: 0, way: 'one-click', at: work.at });
  });

/** Keeps which messages a member wants, of all that they can choose. What they leave as it is stays the program's. */
export const chooseByLink = (
  context: Context,
  token: string,
  wanted: readonly string[],
): Promise<void> =>
  transact(context, async (work) => {
    const before = await choicesBehind(work, token);
    if (!before) return;
    const { memberId: member_id } = before;
    await work.lockMember(member_id);
    for (const kind of messageKinds) {
      const isWanted = wanted.includes(kind);
      if (isWanted === before.wanted.includes(kind)) continue;
      const choice = { kind, wanted: Number(isWanted), way: 'page', at: work.at } as const;
      await putChoice(work, { member_id, ...choice });
    }
  });
