import { toSpend } from '#domain/points/debt.ts';
import { qualifyingMonths } from '#domain/points/qualifying.ts';
import { tierStanding } from '#domain/program/tier.ts';
import { needsOf, type SegmentMember } from '#domain/segments/in-segment.ts';
import type { Segment, SegmentCondition } from '#domain/segments/segment.ts';
import { type Foreseen, noEnd, type Span, spansOf } from '#domain/segments/spans.ts';
import { birthdayIn } from '#domain/values/birthday.ts';
import { monthsAfter } from '#domain/values/calendar.ts';
import { goOnAmong, together } from '#server/storage/merges/merges.ts';
import { birthdaysOf } from '#server/storage/people/facts.ts';
import { membersAmong } from '#server/storage/people/members.ts';
import { holdingOf } from '#server/storage/points/holdings.ts';
import {
  datedLater,
  keptByPerson,
  keptPurchases,
} from '#server/storage/purchases/kept-purchases.ts';
import { nextQualifying, qualifyingSpends } from '#server/storage/purchases/qualifying.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';
import {
  qualifyingAt,
  ruledStanding,
  tierOfMember,
} from '#server/usecases/standing/member-tier.ts';
import type { KeyedSegment } from './segment-key.ts';

/** When a member is in which segment, if nothing more is bought, told or given. */
export interface ForeseenMember {
  readonly memberId: string;
  /** By the key of each segment; one that the member is never in is not there. */
  readonly spans: ReadonlyMap<string, readonly Span[]>;
  /** From when on that has to be worked out anew; null: never. */
  readonly lookAt: number | null;
}

/**
 * Works out when members are in which segments, by the predicate that rewards and news ask. What many bought is read at
 * once; tier and points only of those who meet all else.
 * @returns those of them who have not left
 */
export async function foreseeMembers(
  work: ReadWork,
  segments: readonly KeyedSegment[],
  memberIds: readonly string[],
): Promise<ForeseenMember[]> {
  if (memberIds.length === 0 || segments.length === 0) return [];
  const { db, program, at } = work;
  const { timeZone } = program;
  const needs = needsOf(
    segments.map(({ segment }) => segment),
    at,
    timeZone,
  );
  const found = await membersAmong(db, memberIds);
  const buying = await boughtBy(work, memberIds, needs);
  const birthdays = needs.birthday ? await birthdaysOf(db, memberIds) : null;
  const foreseen: ForeseenMember[] = [];
  for (const { id: memberId, joined_at: joinedAt, language } of found) {
    const told = birthdays?.get(memberId);
    const member = {
      joinedAt,
      language,
      birthdayMonth: told === undefined ? null : birthdayIn(told).month,
      purchases: buying.bought.get(memberId) ?? [],
      tierId: '',
      spendable: 0,
    };
    const later = buying.later.get(memberId) ?? noEnd;
    foreseen.push(await foresee(work, segments, { memberId, member, later }));
  }
  return foreseen;
}

async function foresee(
  work: ReadWork,
  segments: readonly KeyedSegment[],
  { memberId, member, later }: { memberId: string; member: SegmentMember; later: number },
): Promise<ForeseenMember> {
  const when = { from: work.at, timeZone: work.program.timeZone };
  const nothing = { member, spendableAt: () => 0, pointTurns: [] };
  const couldBe = ({ segment }: KeyedSegment) => {
    const { spans, knownUntil } = spansOf(easy(segment), nothing, when);
    return spans.length > 0 || knownUntil < noEnd;
  };
  const asked = segments.filter(couldBe).flatMap(({ segment }) => segment.all);
  const asks = (kind: SegmentCondition['kind']) => asked.some((one) => one.kind === kind);
  const tier = asks('tier') ? await tierNow(work, memberId) : null;
  const points = asks('points') ? await pointsOf(work, memberId) : nothing;
  const seen: Foreseen = {
    ...points,
    member: { ...member, ...(tier && { tierId: tier.id }) },
  };
  const known = segments.map(({ key, segment }) => ({ key, ...spansOf(segment, seen, when) }));
  const lookAt = Math.min(
    later,
    tier?.until ?? noEnd,
    ...known.map(({ knownUntil }) => knownUntil),
  );
  return {
    memberId,
    spans: new Map(known.flatMap(({ key, spans }) => (spans.length > 0 ? [[key, spans]] : []))),
    lookAt: lookAt === noEnd ? null : lookAt,
  };
}

/** The conditions that are known of many members at once. */
const easy = (segment: Segment): Segment => ({
  ...segment,
  all: segment.all.filter(({ kind }) => kind !== 'tier' && kind !== 'points'),
});

/**
 * What members bought until now, and when the next sale or return of each is that a till has dated later. Few have merged
 * another membership into theirs; what was bought in that one is read for them alone.
 */
async function boughtBy(
  { db, at }: ReadWork,
  memberIds: readonly string[],
  { purchasesSince: since, lines }: ReturnType<typeof needsOf>,
) {
  if (since === null) return { bought: new Map(), later: new Map<string, number>() };
  const wish = { since, at, lines };
  const bought = new Map(await keptPurchases(db, { memberIds }, wish));
  const later = new Map(await datedLater(db, { memberIds }, at));
  for (const id of await goOnAmong(db, memberIds)) {
    bought.set(id, await keptByPerson(db, id, wish));
    const own = await datedLater(db, { memberIds: await together(db, id) }, at);
    if (own.size > 0) later.set(id, Math.min(...own.values()));
  }
  return { bought, later };
}

/** A member's tier, and when it is another one if nothing more is bought. */
async function tierNow(
  work: ReadWork,
  memberId: string,
): Promise<{ readonly id: string; readonly until: number }> {
  const { db, program, at } = work;
  if (program.tierRule) {
    const { tier, changes } = await ruledStanding(work, memberId);
    return { id: tier.id, until: changes[0]?.at ?? noEnd };
  }
  const { tier } = await tierOfMember(work, memberId);
  const window = qualifyingAt(program, at);
  const spends = await qualifyingSpends(db, memberId, window);
  let left = spends.reduce((sum, { minor }) => sum + minor, 0);
  const leaving = spends
    .toSorted((a, b) => a.at - b.at)
    .find(({ minor }) => {
      left -= minor;
      return tierStanding(program, left).tier.id !== tier.id;
    });
  const until = leaving ? monthsAfter(leaving.at, qualifyingMonths) : noEnd;
  const waits = window.availableAt === null ? undefined : await nextQualifying(db, memberId, at);
  return { id: tier.id, until: Math.min(until, waits ?? noEnd) };
}

async function pointsOf({ db }: ReadWork, memberId: string): Promise<Omit<Foreseen, 'member'>> {
  const holding = await holdingOf(db, memberId);
  return {
    spendableAt: (at) => toSpend(holding, at),
    pointTurns: holding.lots.flatMap(({ availableAt, expiresAt, untold }) => [
      ...(availableAt === undefined ? [] : [availableAt]),
      ...(untold ? [] : [expiresAt]),
    ]),
  };
}
