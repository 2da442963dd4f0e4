import type {
  MomentTried,
  RewardTried,
  RuleTried,
  TryMoment,
} from '#contract/desk/desk-foresight.ts';
import { asksOf, type Before, type RuleSaid, rulesSay } from '#domain/earning/earn.ts';
import { fittingRules, type Sale, segmentsAsked } from '#domain/earning/fitting.ts';
import type { Program, Reward } from '#domain/program/program.ts';
import { rewardRefusal, type Situation } from '#domain/program/reward.ts';
import { Refused } from '#domain/refusal.ts';
import { isInSegment } from '#domain/segments/in-segment.ts';
import { periodAt } from '#domain/values/period.ts';
import { referralOf } from '#server/storage/people/invitations.ts';
import { memberById } from '#server/storage/people/members.ts';
import { hadBought, timesGiven } from '#server/storage/purchases/earned-lines.ts';
import { totalsOf } from '#server/storage/purchases/earning-totals.ts';
import { stockOut } from '#server/storage/vouchers/reward-stocks.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { type ReadWork, readWork } from '#server/usecases/ground/work.ts';
import { memberIdKnown } from '#server/usecases/scan/find-named.ts';
import { segmentsOf } from '#server/usecases/standing/member-segments.ts';
import { situationOf, stockOf, weighMember } from '#server/usecases/vouchers/weigh-situation.ts';

/**
 * What somebody would see and earn in a store at a moment, and why not more: every answer is that of the rule which
 * pages and tills ask. Nothing is written. Where the context has a draft in force, it is what that would make of it.
 * @throws Refused `not-found` for a store or tier that the program does not have, `member-unknown` for nobody's id
 */
export async function tryMoment(context: Context, wish: TryMoment): Promise<MomentTried> {
  const work = await readWork(context);
  const leftOf = context.drafted ? stockToBe : stockOf;
  const { stores } = work.program;
  if (!stores.some(({ id }) => id === wish.storeId)) throw new Refused({ key: 'not-found' });
  const player =
    'memberId' in wish.who ? await known(work, wish, wish.who.memberId) : invented(work, wish);
  const rewards: RewardTried[] = [];
  for (const reward of work.program.rewards) {
    const { id, name, points } = reward;
    const situation = player.situation(reward, await leftOf(work, reward));
    const refusal = rewardRefusal(work.program, reward, situation);
    rewards.push({ id, name, points, refusal });
  }
  const sale = { ...saleOf(work.program, wish), segments: player.segments };
  const before = await player.before(sale);
  const { points, rules } = rulesSay(work.program, player.tier, before, sale);
  return {
    member: player.member,
    tier: player.tier.name,
    spendable: player.spendable,
    asOfToday: player.asOfToday,
    rewards,
    earned: points,
    rules: rules.map(shown),
  };
}

/** How many of a reward there would be; null: as many as are wanted. Its number counts those that were given out. */
async function stockToBe({ db }: ReadWork, { id, stock }: Reward): Promise<number | null> {
  return stock === undefined ? null : Math.max(0, stock - (await stockOut(db, id)));
}

/** The page offers the moment at which it was opened, and somebody types for a while. */
const momentMs = 60 * 60_000;

/** Who tries it. */
interface Player extends Pick<MomentTried, 'member' | 'spendable' | 'asOfToday'> {
  readonly tier: Program['tiers'][number];
  /** In which they are, of those that rules ask for. */
  readonly segments: ReadonlySet<string>;
  situation(reward: Reward, stockLeft: number | null): Situation;
  before(sale: Sale): Promise<Before>;
}

async function known(work: ReadWork, wish: TryMoment, asked: string): Promise<Player> {
  const { at, storeId } = wish;
  const memberId = await memberIdKnown(work, asked);
  const row = await memberById(work.db, memberId);
  // What has been spent, given and reached since then is not reckoned back: of a past moment, it is the member of today.
  const standing = await weighMember(work, memberId, Math.max(at, work.at));
  const own = standing.tier.tier;
  // A draft may have changed the tier that a member stands in, or have it no more.
  const tier = work.program.tiers.find(({ id }) => id === own.id) ?? own;
  const { spendable } = standing;
  const ids = segmentsAsked(work.program);
  const when = Math.max(at, work.at);
  const segments = await segmentsOf(work, memberId, { ids, at: when, tier, spendable });
  return {
    member: row ? { number: row.number, name: row.first_name } : null,
    tier,
    segments,
    spendable,
    asOfToday: at < work.at - momentMs,
    situation: (reward, left) => situationOf(standing, reward, storeId, left, at),
    before: (sale) => beforeOf(work, sale, { tier, memberId }),
  };
}

/** Somebody new, with a tier and points of one's choice. */
function invented(work: ReadWork, { who, at, storeId }: TryMoment): Player {
  if (!('tierId' in who)) throw new RangeError('somebody invented has a tier');
  const tier = work.program.tiers.find(({ id }) => id === who.tierId);
  if (!tier) throw new Refused({ key: 'not-found' });
  const segments = segmentsOfNew(work, { at, tierId: tier.id, spendable: who.points });
  return {
    member: null,
    tier,
    segments,
    spendable: who.points,
    asOfToday: false,
    situation: (_reward, stockLeft) => ({
      at,
      storeId,
      stockLeft,
      spendable: who.points,
      tierId: tier.id,
      segments,
      frozenAt: null,
      liveVouchers: 0,
      hadAt: [],
    }),
    before: (sale) => beforeOf(work, sale, { tier, memberId: null }),
  };
}

/** The segments of somebody who joins just then and has bought nothing, in English. */
const segmentsOfNew = (
  { program: { segments = [], timeZone } }: ReadWork,
  { at, tierId, spendable }: { at: number; tierId: string; spendable: number },
): ReadonlySet<string> => {
  const unknown = { joinedAt: at, language: 'en', birthdayMonth: null, purchases: [] };
  const somebody = { ...unknown, tierId, spendable };
  const met = segments.filter((segment) => isInSegment(segment, somebody, at, timeZone));
  return new Set(met.map(({ id }) => id));
};

/** What rules have given so far, as far as those of the sale ask for it. */
async function beforeOf(
  { db, program }: ReadWork,
  sale: Sale,
  { tier, memberId }: { readonly tier: Player['tier']; readonly memberId: string | null },
): Promise<Before> {
  const asks = asksOf(fittingRules(program, tier, sale));
  const inAll = await totalsOf(db, asks.inAll);
  if (memberId === null) return { bought: false, toMember: new Map(), inAll };
  const { startedAt, endsAt } = periodAt(sale.soldAt, 'day', program.timeZone);
  const day = { from: startedAt, until: endsAt ?? Number.MAX_SAFE_INTEGER };
  const referral = asks.invited ? await referralOf(db, memberId) : undefined;
  return {
    bought: asks.bought && (await hadBought(db, memberId, sale.soldAt)),
    ...(referral && { invited: { ruleId: referral.rule_id, endsAt: referral.ends_at } }),
    toMember: new Map([
      ...(await timesGiven(db, memberId, asks.perDay, day)),
      ...(await timesGiven(db, memberId, asks.perMember)),
    ]),
    inAll,
  };
}

/** A till that tells no goods sends no lines. */
function saleOf({ currency }: Program, wish: TryMoment): Sale {
  const { minor, product, category, channel, acts, storeId, at } = wish;
  const line = {
    id: '1',
    minor,
    ...(product !== undefined && { sku: product }),
    ...(category !== undefined && { categories: [category] }),
  };
  const lines = product === undefined && category === undefined ? [] : [line];
  const basket = {
    channel,
    total: { minor, currency },
    taxesMinor: 0,
    lines,
    acts,
    tenders: [],
    redemptions: [],
  };
  return { soldAt: at, storeId, basket };
}

const shown = ({ rule, points, counted, why }: RuleSaid): RuleTried => ({
  id: rule.id,
  name: rule.name,
  points,
  counted,
  why,
  counts:
    rule.kind === 'spend-goal'
      ? 'money'
      : rule.kind === 'stamps' || rule.kind === 'referral'
        ? 'stamps'
        : null,
});
