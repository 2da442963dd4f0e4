import { type Withholding, whetherToTell } from '#domain/messages/message.ts';
import { toSpend } from '#domain/points/debt.ts';
import { isLanguage, type Language } from '#i18n/language.ts';
import { memberById } from '#server/storage/people/members.ts';
import { countUnasked, isTold, recipientOf } from '#server/storage/people/messages.ts';
import { subscribers } from '#server/storage/people/newsletters.ts';
import { holdingOf } from '#server/storage/points/holdings.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { inGroups } from '#server/usecases/ground/in-groups.ts';
import { queueMessage } from '#server/usecases/ground/queue-message.ts';
import { type ReadWork, readWork, transact } from '#server/usecases/ground/work.ts';
import { segmentsOf } from '#server/usecases/standing/member-segments.ts';
import { tierOfMember } from '#server/usecases/standing/member-tier.ts';
import { type NewsText, newsMail } from '#server/words/mail/news-mail.ts';

/** News for those who agreed to get them. Its id goes to each of them once, however often it is sent. */
export interface News {
  readonly id: string;
  readonly kind: 'news' | 'early-access';
  /** Only for members in these tiers; null: for all. */
  readonly tiers: readonly string[] | null;
  /** Only for members in one of these segments; null: for all. */
  readonly segments: readonly string[] | null;
  /** How long it is worth sending, epoch milliseconds; null: a week. */
  readonly until: number | null;
  /** The page of ours that its button opens. */
  readonly page: string;
  readonly texts: Readonly<Record<Language, NewsText>>;
}

/** What becomes of news for one of those who agreed. */
export type NewsFate =
  | 'queued'
  | 'before'
  | 'other-tier'
  | 'other-segment'
  | 'failed'
  | Withholding;

const membersAtOnce = 1_000;

/**
 * Queues news for everybody who agreed and may get them now, or only counts whom that would be. Killed half-way, it goes
 * on where it was when it is sent again: each member is a transaction of their own.
 * @returns how many there were of each fate
 */
export async function sendNews(
  context: Context,
  news: News,
  { dryRun }: { readonly dryRun: boolean },
): Promise<ReadonlyMap<NewsFate, number>> {
  const fates = new Map<NewsFate, number>();
  const count = (fate: NewsFate, by = 1) => fates.set(fate, (fates.get(fate) ?? 0) + by);
  for (let after = ''; ; ) {
    const found = await subscribers(context.store.read, after, membersAtOnce);
    const { failed } = await inGroups(context, found, async ({ id }) => {
      count(
        dryRun ? await fateOf(await readWork(context), news, id) : await queue(context, news, id),
      );
      return true;
    });
    if (failed.length > 0) count('failed', failed.length);
    after = found.at(-1)?.id ?? '';
    if (found.length < membersAtOnce) return fates;
  }
}

async function fateOf(work: ReadWork, news: News, memberId: string): Promise<NewsFate> {
  const { db, at, program } = work;
  const { kind, id, tiers, segments } = news;
  if (await isTold(db, { memberId, kind, cause: id })) return 'before';
  const member = await memberById(db, memberId);
  if (!member) return 'no-consent';
  if (tiers && !tiers.includes((await tierOfMember(work, memberId)).tier.id)) return 'other-tier';
  if (segments && !(await isInOne(work, memberId, segments))) return 'other-segment';
  const recipient = await recipientOf(db, member, kind);
  const unasked = await countUnasked(db, memberId, at);
  const decided = whetherToTell(kind, { ...recipient, unasked }, at, program);
  return 'withheld' in decided ? decided.withheld : 'queued';
}

/** Whether a member is in one of these segments now. */
async function isInOne(work: ReadWork, memberId: string, ids: readonly string[]): Promise<boolean> {
  const { tier } = await tierOfMember(work, memberId);
  const spendable = toSpend(await holdingOf(work.db, memberId), work.at);
  const asked = { ids, at: work.at, tier, spendable };
  return (await segmentsOf(work, memberId, asked)).size > 0;
}

const queue = (context: Context, news: News, memberId: string): Promise<NewsFate> =>
  transact(context, async (work) => {
    await work.lockMember(memberId);
    const fate = await fateOf(work, news, memberId);
    // Who had too many this week is left out for good, and that stands in their log.
    if (fate !== 'queued' && fate !== 'too-many') return fate;
    const { publicUrl } = context;
    const message = {
      kind: news.kind,
      memberId,
      cause: news.id,
      ...(news.until !== null && { worthUntil: news.until }),
    };
    await queueMessage(work, message, (to, { language }, choices) =>
      newsMail({
        to,
        choices,
        language,
        publicUrl,
        program: work.program,
        url: publicUrl + news.page,
        news: news.texts[isLanguage(language) ? language : 'en'],
      }),
    );
    return fate;
  });
