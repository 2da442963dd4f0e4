import type { Program } from '#domain/program/program.ts';
import { pricesOf } from '#domain/program/reward-range.ts';
import type { SoldLine } from '#domain/purchase/line.ts';
import type { Basket } from '#domain/purchase/purchase.ts';
import { dayOf, dayText } from '#domain/values/calendar.ts';
import { writeDecimal } from '#domain/values/money.ts';
import { redemptionRow } from '#server/storage/vouchers/redemptions.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { makeId } from '#server/usecases/ground/make-id.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { adjustPoints } from '#server/usecases/members/adjust-points.ts';
import { apologise } from '#server/usecases/members/apologise.ts';
import { claimPurchase } from '#server/usecases/purchases/claim-purchase.ts';
import { reportPurchase } from '#server/usecases/purchases/report-purchase.ts';
import { reportReturn } from '#server/usecases/purchases/report-return.ts';
import { reportUnclaimed } from '#server/usecases/purchases/report-unclaimed.ts';
import { grantTier } from '#server/usecases/standing/grant-tier.ts';
import { redeemVoucher } from '#server/usecases/till/redeem-voucher.ts';
import { cancelVoucher } from '#server/usecases/vouchers/cancel-voucher.ts';
import { issueVoucher } from '#server/usecases/vouchers/issue-voucher.ts';
import { voucherCodeOf } from '#server/usecases/vouchers/name-voucher.ts';
import { viewWallet } from '#server/usecases/wallet/view-wallet.ts';
import { actAt, pos } from './act-at.ts';
import { Chance } from './chance.ts';
import { basketOf } from './goods.ts';
import { makeReceipt } from './make-receipt.ts';
import { answerAfterUse, reviewBought } from './opinions.ts';
import { keepPlus, plusLines } from './plus.ts';
import type { Shopper } from './shopper.ts';

const hourMs = 60 * 60_000;
const minuteMs = 60_000;
const dayMs = 24 * hourMs;
const givenDays = 60;

/** A member, and what they brought home last. */
export interface Living {
  readonly shopper: Shopper;
  readonly memberId: string;
  readonly joinedAt: number;
  visits: number;
  last: Bought | null;
}

interface Bought {
  readonly receiptNumber: string;
  readonly tillId: string;
  readonly lines: readonly SoldLine[];
}

/** One visit to a shop: a look at the wallet, something brought back, a purchase, a reward. */
export class Visit {
  readonly #context: Context;
  readonly #name: string;
  readonly #chance: Chance;
  readonly #living: Living;
  #at: number;
  #acts = 0;

  /** @param name of the visit, unique in its year: everything by chance is made of it */
  constructor(context: Context, name: string, living: Living, at: number) {
    this.#context = context;
    this.#name = name;
    this.#chance = new Chance(name);
    this.#living = living;
    this.#at = at;
  }

  /** @returns how many acts it took */
  async run(): Promise<number> {
    const chance = this.#chance;
    const { program } = await readWork(this.#next());
    const { shopper, visits } = this.#living;
    const store = chance.oneIn(8)
      ? chance.pick(program.stores)
      : (program.stores.find(({ id }) => id === shopper.storeId) ?? chance.pick(program.stores));
    const till = pos(store.id, chance.pick(store.tills).id);
    if (this.#living.last && chance.oneIn(18)) await this.#bringBack(till, this.#living.last);
    await this.#buy(till);
    if (visits % shopper.redeems === shopper.redeems - 1) await this.#redeem(till);
    if (chance.oneIn(250)) await this.#apology(program);
    if (chance.oneIn(300)) await this.#invite(program);
    const { memberId, last } = this.#living;
    const own = { memberId, visit: this.#name };
    const next = () => this.#next();
    await reviewBought(next, own, last?.lines[0]?.sku);
    await keepPlus(next, own);
    this.#living.visits += 1;
    return this.#acts;
  }

  /** The next act's context, two minutes later. */
  #next(): Context {
    this.#acts += 1;
    this.#at += 2 * minuteMs;
    return actAt(this.#context, this.#at, `${this.#name} act ${this.#acts}`);
  }

  async #buy(till: ReturnType<typeof pos>): Promise<void> {
    const chance = this.#chance;
    const context = this.#next();
    const { program } = await readWork(context);
    const bought = basketOf(chance, this.#living.shopper.spends);
    const lines = [...bought, ...plusLines(program, this.#name)];
    const minor = lines.reduce((sum, line) => sum + line.minor, 0);
    const { currency } = program;
    // Some tills report late, some report twice.
    const late = chance.oneIn(20) ? chance.below(50) * hourMs : 0;
    const soldAt = Math.max(this.#living.joinedAt, context.now() - late);
    const card = chance.oneIn(12) ? chance.below(minor + 1) : 0;
    const receiptNumber = makeReceipt(context);
    const report = {
      receiptNumber,
      member: { memberId: this.#living.memberId },
      soldAt,
      basket: {
        total: { minor, currency },
        taxesMinor: 0,
        lines,
        redemptions: [],
        acts: chance.oneIn(6) ? ['own-cup'] : [],
        channel: chance.oneIn(7) ? ('online' as const) : ('store' as const),
        tenders: [
          { kind: 'gift-card', minor: card },
          { kind: 'card', minor: minor - card },
        ],
      },
    };
    // By a chance of its own, so that programs without claims live as before.
    const forgot = program.claims && new Chance(`${this.#name} forgets`).oneIn(15);
    if (forgot) await this.#claim(till, report, program);
    else await reportPurchase(context, till, report, () => ({}));
    if (chance.oneIn(30)) await reportPurchase(this.#next(), till, report, () => ({}));
    this.#living.last = { receiptNumber, tillId: till.tillId, lines };
  }

  /** Nobody was scanned: the till reports the sale all the same, and its buyer claims it. */
  async #claim(
    till: ReturnType<typeof pos>,
    report: { readonly receiptNumber: string; readonly soldAt: number; readonly basket: Basket },
    { timeZone }: Program,
  ): Promise<void> {
    const { receiptNumber, soldAt, basket } = report;
    await reportUnclaimed(this.#next(), till, { receiptNumber, soldAt, basket }, () => ({}));
    await claimPurchase(this.#next(), {
      memberId: this.#living.memberId,
      storeId: till.storeId,
      receiptNumber,
      amount: writeDecimal(basket.total.minor, 2),
      day: dayText(dayOf(soldAt, timeZone)),
    });
  }

  /** A line of the last purchase comes back, at any till, and is sometimes exchanged. */
  async #bringBack(till: ReturnType<typeof pos>, last: Bought): Promise<void> {
    const chance = this.#chance;
    const { id, minor } = chance.pick(last.lines);
    const context = this.#next();
    const { currency } = (await readWork(context)).program;
    const total = { minor: Math.round((minor * (50 + chance.below(120))) / 100), currency };
    const report = {
      receiptNumber: makeReceipt(context),
      returnedAt: context.now(),
      purchase: { tillId: last.tillId, storeId: null, receiptNumber: last.receiptNumber },
      content: {
        back: { what: 'lines' as const, lines: [{ id, minor: null }] },
        exchange: chance.oneIn(4) ? { total, taxesMinor: 0, lines: [] } : null,
      },
    };
    await reportReturn(context, till, report, () => ({}));
    this.#living.last = null;
  }

  /** Picks a reward that can be had now, and uses it, cancels it, or forgets it. */
  async #redeem(till: ReturnType<typeof pos>): Promise<void> {
    const chance = this.#chance;
    const { memberId, shopper } = this.#living;
    const seen = { memberId, storeId: till.storeId, language: shopper.language, shown: true };
    const wallet = await viewWallet(this.#next(), seen);
    const offers = wallet.rewards.filter(({ refusal }) => refusal === null);
    if (offers.length === 0) return;
    const reward = chance.pick(offers);
    const issuing = this.#next();
    const { rewards } = (await readWork(issuing)).program;
    const prices = rewards.filter(({ id }) => id === reward.id).flatMap(pricesOf);
    // By a chance of its own, so that rewards with one price are taken as before.
    const price = new Chance(`${this.#name} chooses`).pick(
      prices.filter((points) => points <= Math.max(wallet.balance, reward.points)),
    );
    const wish = {
      memberId,
      id: makeId(issuing),
      rewardId: reward.id,
      storeId: till.storeId,
      points: String(price),
    };
    const id = await issueVoucher(issuing, wish);
    if (chance.oneIn(15)) return;
    if (chance.oneIn(15)) return cancelVoucher(this.#next(), { memberId, id });
    const context = this.#next();
    const row = await redemptionRow(context.store.read, memberId, id);
    if (!row) throw new Error('no voucher was issued');
    const scanned = voucherCodeOf(context, row);
    const use = { scanned, entered: null, receiptNumber: makeReceipt(context) };
    await redeemVoucher(context, till, use, () => ({}));
    await answerAfterUse(() => this.#next(), { memberId, visit: this.#name }, id);
  }

  /** Support gives the highest tier for a while; a program without a rule of tiers has none to give. */
  async #invite({ tiers }: Program): Promise<void> {
    const context = this.#next();
    const tierId = tiers.at(-1)?.id ?? '';
    const until = context.now() + givenDays * dayMs;
    await grantTier(context, { memberId: this.#living.memberId, tierId, until });
  }

  /** Support apologises by a rule; a program without one has only adjustments. */
  async #apology({ earning = [] }: Program): Promise<void> {
    const context = this.#next();
    const why = { en: 'Sorry for the wait', ar: 'نعتذر عن الانتظار' };
    const wish = { memberId: this.#living.memberId, id: makeId(context), points: 20, why };
    if (earning.some(({ kind }) => kind === 'apology')) await apologise(context, wish);
    else await adjustPoints(context, wish);
  }
}
