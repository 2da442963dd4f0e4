import type { RewardOffer, Wallet } from '#contract/member.ts';
import type { Versioned } from '#contract/page.ts';
import { asTold, countsAsNotice } from '#domain/points/expiry-notice.ts';
import { comingOf, type Expiring, expiriesOf, type Lot } from '#domain/points/lot.ts';
import { withoutSignal } from '#domain/program/code-source.ts';
import { amountOff, type Program, type Reward, usualReadyHours } from '#domain/program/program.ts';
import { textIn } from '#domain/program/text.ts';
import { tierRuleOf } from '#domain/program/tier-terms.ts';
import { Refused } from '#domain/refusal.ts';
import { everything } from '#i18n/everything.ts';
import { isLanguage } from '#i18n/language.ts';
import type { RewardSlotRow } from '#server/storage/db/schema-passes.ts';
import { slotsInForce } from '#server/storage/passes/reward-slots.ts';
import { memberById } from '#server/storage/people/members.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { versioned } from '#server/usecases/ground/versioned.ts';
import { type ReadWork, readWork } from '#server/usecases/ground/work.ts';
import { noteShown } from '#server/usecases/points/notices.ts';
import type { MemberTier } from '#server/usecases/standing/member-tier.ts';
import { keepSentence, nextSaid, tierWords } from '#server/usecases/standing/say-standing.ts';
import { mustTellTier, noteTierShown } from '#server/usecases/standing/tell-tier.ts';
import { leftOf } from '#server/usecases/vouchers/codes-left.ts';
import { withSlots } from '#server/usecases/vouchers/show-range.ts';
import { byReach, showReward, showTier } from '#server/usecases/vouchers/show-reward.ts';
import { showVoucher } from '#server/usecases/vouchers/show-voucher.ts';
import {
  type Standing,
  situationOf,
  weighMember,
} from '#server/usecases/vouchers/weigh-situation.ts';
import { awayWords } from './away-words.ts';
import { showAsks } from './show-asks.ts';
import { showTold } from './show-told.ts';
import { waysLink } from './show-ways.ts';
import { showWelcome } from './show-welcome.ts';
import { historyLines } from './view-history.ts';

export interface WalletWish {
  readonly memberId: string;
  readonly storeId: string | null;
  readonly language: string;
  /** Whether the member sees it: what it says of expiry is then a notice. */
  readonly shown?: boolean;
}

/** The latest lines of history; all of it has a page of its own. */
const linesInWallet = 5;

/** How many days of pending points the card shows; history has the day of each purchase. */
const daysInWallet = 3;

/** How many days of expiring points are listed; what comes later is added to the last one. */
const daysListed = 60;
const soonMs = 60 * 24 * 60 * 60_000;

/** A fold says how much of it is soon, so that nobody must open it to know. */
function headingOf(days: readonly Expiring[], at: number, language: string): string {
  const say = everything(isLanguage(language) ? language : 'en');
  const soon = days.filter((day) => day.at - at <= soonMs);
  const points = soon.reduce((sum, day) => sum + day.points, 0);
  return points > 0 ? say('expiry.soon', { points }) : say('expiry.all');
}

/** How a member can have this reward where there is no signal. */
function offSignal(
  program: Program,
  reward: Reward,
  storeId: string | null,
  slots: readonly RewardSlotRow[],
  { range }: RewardOffer,
): Pick<RewardOffer, 'slot' | 'range' | 'readyHours'> {
  const { pass, ready } = withoutSignal(program, reward, storeId);
  const own = pass ? slots.filter((one) => one.reward_id === reward.id) : [];
  const slot = own.find(({ points }) => points === reward.points)?.slot;
  return {
    ...(slot && { slot }),
    ...(range && { range: withSlots(range, own) }),
    ...(ready && { readyHours: program.readyHours ?? usualReadyHours }),
  };
}

/** Everything a member sees on the wallet, read at one moment. */
export const viewWallet = (context: Context, wish: WalletWish): Promise<Versioned<Wallet>> =>
  versioned(context, wish.memberId, async () => {
    const work = await readWork(context);
    const standing = await weighMember(work, wish.memberId);
    const wallet = await readWallet(work, standing, wish);
    if (wish.shown) await tellShown(work, standing, wish.memberId);
    return wallet;
  });

/** Whether the wallet tells of an end for the first time: only then it writes something. */
const mustTell = (lots: readonly Lot[], at: number): boolean =>
  lots.some(
    ({ untold, expiresAt, availableAt = 0 }) =>
      untold && availableAt <= at && countsAsNotice(expiresAt, at),
  );

/** A wallet is shown although nothing can be written; the next one tells it. */
async function tellShown(work: ReadWork, standing: Standing, memberId: string): Promise<void> {
  const { context } = work;
  try {
    if (mustTell(standing.lots, work.at)) await noteShown(context, memberId);
    if (await mustTellTier(work, memberId, standing.tier.keeping)) {
      await noteTierShown(context, memberId);
    }
  } catch (err) {
    context.log.warn({ err }, 'it could not be noted what a member was told');
  }
}

/** How far the next tier is, and what keeps this one. */
function showNext(
  program: Program,
  tier: MemberTier,
  language: string,
): Pick<Wallet, 'nextTier' | 'oneTier' | 'keeps'> {
  const { next } = tier;
  const said = nextSaid(program, tier, language);
  const keeps = keepSentence(program, tier, language);
  const bySpend = tierRuleOf(program).by === 'spend';
  return {
    nextTier: next && {
      name: textIn(next.tier.name, language),
      missing: bySpend ? amountOff(next.missing, program) : null,
      ...(said && { said }),
    },
    ...(program.tiers.length === 1 && { oneTier: tierWords(program, language).say('tier.one') }),
    ...(keeps && { keeps }),
  };
}

async function readWallet(work: ReadWork, standing: Standing, wish: WalletWish): Promise<Wallet> {
  const { memberId, storeId, language } = wish;
  const { at, db, program } = work;
  const member = await memberById(db, memberId);
  if (!member) throw new Refused({ key: 'signed-out' });
  const { tier, counted } = standing.tier;
  const left = await leftOf(work, program.rewards, storeId);
  const slots = await slotsInForce(db);
  const balance = standing.spendable;
  const pending = comingOf(standing.lots, at, daysInWallet);
  const days = expiriesOf(asTold(program, standing.lots, at), at, daysListed);
  const { number } = member;
  const { lines: history } = await historyLines(work, { memberId, language, limit: linesInWallet });
  return {
    at,
    member: { firstName: member.first_name, number },
    balance,
    tier: showTier(program, tier, language),
    ...showNext(program, standing.tier, language),
    qualifying: amountOff(counted, program),
    expiring: days[0] ?? null,
    ...(days.length > 1 && { expiries: { heading: headingOf(days, at, language), days } }),
    ...(pending.length > 0 && { pending }),
    asks: await showAsks(work, memberId, language),
    told: await showTold(work, memberId, language),
    vouchers: await Promise.all(
      [...standing.late, ...standing.live].map((row) =>
        showVoucher(work, row, { balance, language, number }),
      ),
    ),
    rewards: program.rewards
      .map((reward) => {
        const situation = situationOf(standing, reward, storeId, left.get(reward.id) ?? null, at);
        const offer = showReward(program, reward, situation, language);
        if (offer.refusal) return offer;
        return { ...offer, ...offSignal(program, reward, storeId, slots, offer) };
      })
      .filter(({ refusal }) => refusal?.key !== 'ended' && refusal?.key !== 'reward-unknown')
      .sort(byReach),
    history,
    ...(await showWelcome(work, member, history[0], language)),
    ...waysLink(program, language),
    ...awayWords(program, storeId, language),
  };
}
