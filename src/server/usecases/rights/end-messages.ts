import { isOnByDefault, isUnasked } from '#domain/messages/message.ts';
import { type MessageKind, messageKinds } from '#domain/program/message-settings.ts';
import { Refused } from '#domain/refusal.ts';
import { choicesOf, putChoice } from '#server/storage/people/messages.ts';
import { unsubscribeLink } from '#server/storage/people/unsubscribe-links.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { lockPresent } from '#server/usecases/ground/lock-present.ts';
import { type ReadWork, readWork, transact, type Work } from '#server/usecases/ground/work.ts';

/** What a mail's link leads to: which messages the mail is one of, and which its member gets. Nothing of whose they are. */
export interface LinkedChoices {
  readonly kind: MessageKind;
  readonly wanted: readonly MessageKind[];
  /** Those that the link may change. */
  readonly offered: readonly MessageKind[];
}

/** What a form says: which kinds are ticked, and which were when it was drawn. */
export interface Ticked {
  readonly wanted: readonly string[];
  /** null: the form does not say, so what comes at this moment counts. */
  readonly had: readonly string[] | null;
}

/** @returns null: the link is none of ours */
export const viewChoices = async (context: Context, token: string): Promise<LinkedChoices | null> =>
  choicesBehind(await readWork(context), token);

async function choicesBehind(
  { db, program }: Pick<ReadWork, 'db' | 'program'>,
  token: string,
): Promise<(LinkedChoices & { readonly memberId: string }) | null> {
  const link = await unsubscribeLink(db, token);
  if (!link) return null;
  const { kind, member_id: memberId } = link;
  const wanted = await wantedBy({ db, program }, memberId);
  return { kind, wanted, offered: offeredBy(kind), memberId };
}

/**
 * What the link of a mail may change: its own kind, and what nobody waits for. A mail is forwarded, and whoever gets it
 * must not switch off what warns the member.
 */
const offeredBy = (own: MessageKind): MessageKind[] =>
  messageKinds.filter((kind) => kind === own || isUnasked(kind));

/** Which messages a member gets, as far as they choose: what they chose, and the program's default for the rest. */
export async function wantedBy(
  { db, program }: Pick<ReadWork, 'db' | 'program'>,
  memberId: string,
): Promise<MessageKind[]> {
  const chosen = await choicesOf(db, memberId);
  return messageKinds.filter((kind) => {
    const choice = chosen.find((one) => one.kind === kind);
    return choice ? choice.wanted === 1 : isOnByDefault(kind, program);
  });
}

/**
 * Ends messages of the mail's kind. The same again changes nothing, and a mail that waits is kept back when it is due.
 * @throws Refused `not-found` when the link is none of ours
 */
export async function endByLink(context: Context, token: string): Promise<void> {
  const { memberId, kind } = await linkedTo(context, token);
  const chosen = await choicesOf(context.store.read, memberId);
  if (chosen.some((one) => one.kind === kind && one.wanted === 0)) return;
  await transact(context, async (work) => {
    await lockPresent(work, memberId);
    await putChoice(work, { member_id: memberId, kind, wanted: 0, way: 'one-click', at: work.at });
  });
}

/**
 * Keeps which messages a member wants, of those that the link may change. What they leave as the form showed it stays as
 * it is by now: a page that was open since before must not switch on what was ended meanwhile.
 * @throws Refused `not-found` when the link is none of ours
 */
export async function chooseByLink(context: Context, token: string, ticked: Ticked): Promise<void> {
  const known = await linkedTo(context, token);
  if (changed(known, ticked).length === 0) return;
  await transact(context, async (work) => {
    await lockPresent(work, known.memberId);
    // A link ends with its address.
    const now = await choicesBehind(work, token);
    if (!now) throw new Refused({ key: 'not-found' });
    await keepChoices(work, now, ticked);
  });
}

/** The same for the member who is signed in, of every kind. */
export function chooseMessages(context: Context, memberId: string, ticked: Ticked): Promise<void> {
  return transact(context, async (work) => {
    await lockPresent(work, memberId);
    const wanted = await wantedBy(work, memberId);
    await keepChoices(work, { memberId, wanted, offered: messageKinds }, ticked);
  });
}

type Choosable = Pick<LinkedChoices, 'wanted' | 'offered'>;

async function keepChoices(
  work: Work,
  now: Choosable & { readonly memberId: string },
  ticked: Ticked,
): Promise<void> {
  for (const kind of changed(now, ticked)) {
    const isWanted = Number(ticked.wanted.includes(kind));
    const choice = { kind, wanted: isWanted, way: 'page', at: work.at } as const;
    await putChoice(work, { member_id: now.memberId, ...choice });
  }
}

const changed = (now: Choosable, { wanted, had }: Ticked): MessageKind[] =>
  now.offered.filter((kind) => {
    const isWanted = wanted.includes(kind);
    const wasShown: readonly string[] = had ?? now.wanted;
    return isWanted !== wasShown.includes(kind) && isWanted !== now.wanted.includes(kind);
  });

/** Read before any transaction: whoever sends links of nobody, or the same again, keeps no writer from its work. */
async function linkedTo(context: Context, token: string) {
  const linked = await choicesBehind(await readWork(context), token);
  if (!linked) throw new Refused({ key: 'not-found' });
  return linked;
}
