import { type Holding, toSpend } from '#domain/points/debt.ts';
import { needsOf, type SegmentMember } from '#domain/segments/in-segment.ts';
import type { Segment, SegmentCondition } from '#domain/segments/segment.ts';
import { type Foreseen, noEnd, type Span, spansOf } from '#domain/segments/spans.ts';
import { birthdayIn } from '#domain/values/birthday.ts';
import { goOnAmong, together } from '#server/storage/merges/merges.ts';
import { birthdaysOf } from '#server/storage/people/facts.ts';
import { membersAmong } from '#server/storage/people/members.ts';
import { holdingsOf } from '#server/storage/points/holdings.ts';
import {
  datedLater,
  keptByPerson,
  keptPurchases,
} from '#server/storage/purchases/kept-purchases.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';
import type { KeyedSegment } from './segment-key.ts';
import { type TierNow, tiersNow } from './tiers-now.ts';

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
  const members = found.map(({ id, joined_at: joinedAt, language }): Easy => {
    const told = birthdays?.get(id);
    const member = {
      joinedAt,
      language,
      birthdayMonth: told === undefined ? null : birthdayIn(told).month,
      purchases: buying.bought.get(id) ?? [],
      tierId: '',
      spendable: 0,
    };
    return { id, member, later: buying.later.get(id) ?? noEnd };
  });
  const asking = members.map((one) => ({ ...one, asks: asksOf(work, segments, one.member) }));
  const whoAsk = (kind: SegmentCondition['kind']) => asking.filter(({ asks }) => asks.has(kind));
  const byTier = whoAsk('tier').map(({ id, member }) => ({ id, joinedAt: member.joinedAt }));
  const tiers = await tiersNow(work, byTier, buying.merged);
  const holdings = await holdingsOf(
    db,
    whoAsk('points').map(({ id }) => id),
  );
  return members.map((one) =>
    foresee(work, segments, one, { tier: tiers.get(one.id), holding: holdings.get(one.id) }),
  );
}

/** A member as far as is known of many at once, and when the next sale is that a till has dated later. */
interface Easy {
  readonly id: string;
  readonly member: SegmentMember;
  readonly later: number;
}

/** What segments ask of a member who could be in one of them by all else. */
function asksOf(
  work: ReadWork,
  segments: readonly KeyedSegment[],
  member: SegmentMember,
): ReadonlySet<SegmentCondition['kind']> {
  const when = { from: work.at, timeZone: work.program.timeZone };
  const couldBe = ({ segment }: KeyedSegment) => {
    const { spans, knownUntil } = spansOf(easy(segment), { member, ...noPoints }, when);
    return spans.length > 0 || knownUntil < noEnd;
  };
  const asked = segments.filter(couldBe).flatMap(({ segment }) => segment.all);
  return new Set(asked.map(({ kind }) => kind));
}

function foresee(
  work: ReadWork,
  segments: readonly KeyedSegment[],
  { id: memberId, member, later }: Easy,
  { tier, holding }: { tier: TierNow | undefined; holding: Holding | undefined },
): ForeseenMember {
  const when = { from: work.at, timeZone: work.program.timeZone };
  const seen: Foreseen = {
    ...(holding ? pointsOf(holding) : noPoints),
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
 * What members bought until now, who of them has merged another membership into theirs, and when the next sale or return of each is that a till has dated later. Few have merged
 * another membership into theirs; what was bought in that one is read for them alone.
 */
async function boughtBy(
  { db, at }: ReadWork,
  memberIds: readonly string[],
  { purchasesSince: since, lines }: ReturnType<typeof needsOf>,
) {
  const merged = new Set(await goOnAmong(db, memberIds));
  if (since === null) return { bought: new Map(), later: new Map<string, number>(), merged };
  const wish = { since, at, lines };
  const bought = new Map(await keptPurchases(db, { memberIds }, wish));
  const later = new Map(await datedLater(db, { memberIds }, at));
  for (const id of merged) {
    bought.set(id, await keptByPerson(db, id, wish));
    const own = await datedLater(db, { memberIds: await together(db, id) }, at);
    if (own.size > 0) later.set(id, Math.min(...own.values()));
  }
  return { bought, later, merged };
}

const noPoints = { spendableAt: () => 0, pointTurns: [] };

const pointsOf = (holding: Holding): Omit<Foreseen, 'member'> => ({
  spendableAt: (at) => toSpend(holding, at),
  pointTurns: holding.lots.flatMap(({ availableAt, expiresAt, untold }) => [
    ...(availableAt === undefined ? [] : [availableAt]),
    ...(untold ? [] : [expiresAt]),
  ]),
});
