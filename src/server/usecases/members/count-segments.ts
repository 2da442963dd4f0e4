import { toSpend } from '#domain/points/debt.ts';
import { textIn } from '#domain/program/text.ts';
import { isInSegment, needsOf } from '#domain/segments/in-segment.ts';
import type { Segment, SegmentCondition } from '#domain/segments/segment.ts';
import { birthdayIn } from '#domain/values/birthday.ts';
import { everything } from '#i18n/everything.ts';
import { formatOf } from '#i18n/format.ts';
import type { Language } from '#i18n/language.ts';
import { conditionWords } from '#i18n/segment-words.ts';
import { goOnAmong } from '#server/storage/merges/merges.ts';
import { birthdaysIn } from '#server/storage/people/facts.ts';
import { membersInOrder } from '#server/storage/people/members.ts';
import { holdingOf } from '#server/storage/points/holdings.ts';
import { keptByPerson, keptPurchases } from '#server/storage/purchases/kept-purchases.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { type ReadWork, readWork } from '#server/usecases/ground/work.ts';
import { tierOfMember } from '#server/usecases/standing/member-tier.ts';

/** A segment in words, and how many are in it now. */
export interface CountedSegment {
  readonly id: string;
  readonly name: string;
  /** Each condition, in words that follow "a member who". */
  readonly all: readonly string[];
  readonly members: number;
}

const membersAtOnce = 1_000;

/**
 * How many members each segment has, by the predicate that rewards and news ask. What members bought is read for many at
 * once; tier and points only of those who meet all else, as they are worked out member by member. It holds up nobody.
 */
export async function countSegments(
  context: Context,
  language: Language,
): Promise<readonly CountedSegment[]> {
  const work = await readWork(context);
  const { program } = work;
  const segments = program.segments ?? [];
  const counts = new Map(segments.map(({ id }) => [id, 0]));
  for (let after = ''; segments.length > 0; ) {
    const found = await membersInOrder(work.db, after, membersAtOnce);
    const upTo = found.at(-1)?.id ?? '';
    for (const id of await segmentsAmong(work, found, { after, upTo }))
      counts.set(id, (counts.get(id) ?? 0) + 1);
    after = upTo;
    if (found.length < membersAtOnce) break;
  }
  const saying = {
    t: everything(language),
    format: formatOf(language, program.timeZone),
    language,
    program,
  };
  return segments.map(({ id, name, all }) => ({
    id,
    name: textIn(name, language),
    all: all.map((condition) => conditionWords(condition, saying)),
    members: counts.get(id) ?? 0,
  }));
}

/** Each segment once for each of these members who is in it. */
async function segmentsAmong(
  work: ReadWork,
  found: Awaited<ReturnType<typeof membersInOrder>>,
  range: { readonly after: string; readonly upTo: string },
): Promise<readonly string[]> {
  const { db, program, at } = work;
  const { segments = [], timeZone } = program;
  const { purchasesSince: since, lines, birthday } = needsOf(segments, at, timeZone);
  const bought = since === null ? null : await boughtBy(db, range, { since, at, lines });
  const birthdays = birthday ? await birthdaysIn(db, range) : null;
  const inOnes: string[] = [];
  for (const { id: memberId, joined_at: joinedAt, language } of found) {
    const told = birthdays?.get(memberId);
    const birthdayMonth = told === undefined ? null : birthdayIn(told).month;
    const purchases = bought?.get(memberId) ?? [];
    const seen = { joinedAt, language, birthdayMonth, purchases, tierId: '', spendable: 0 };
    const left = segments.filter((one) => isInSegment(easy(one), seen, at, timeZone));
    const known = left.some(isHard) ? { ...seen, ...(await weighed(work, memberId)) } : seen;
    inOnes.push(...left.filter((one) => isInSegment(one, known, at, timeZone)).map(({ id }) => id));
  }
  return inOnes;
}

/** Few have merged another membership into theirs; what was bought in that one is read for them alone. */
async function boughtBy(
  db: ReadWork['db'],
  range: { readonly after: string; readonly upTo: string },
  wish: Parameters<typeof keptByPerson>[2],
): ReturnType<typeof keptPurchases> {
  const bought = new Map(await keptPurchases(db, range, wish));
  for (const id of await goOnAmong(db, range)) bought.set(id, await keptByPerson(db, id, wish));
  return bought;
}

const isHardOne = ({ kind }: SegmentCondition): boolean => kind === 'tier' || kind === 'points';
const isHard = ({ all }: Segment): boolean => all.some(isHardOne);

/** The conditions that are known of many members at once. */
const easy = (segment: Segment): Segment => ({
  ...segment,
  all: segment.all.filter((one) => !isHardOne(one)),
});

async function weighed(work: ReadWork, memberId: string) {
  const { tier } = await tierOfMember(work, memberId);
  return { tierId: tier.id, spendable: toSpend(await holdingOf(work.db, memberId), work.at) };
}
