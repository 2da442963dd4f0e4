import assert from 'node:assert/strict';
import type { TillVoucher } from '#contract/till.ts';
import { toSpend } from '#domain/points/debt.ts';
import type { Program } from '#domain/program/program.ts';
import type { GoodsBack } from '#domain/purchase/return.ts';
import type { ExchangeBasket } from '#domain/purchase/return-content.ts';
import { memberById, memberIdByNumber } from '#server/storage/people/members.ts';
import { holdingOf } from '#server/storage/points/holdings.ts';
import { redemptionRow } from '#server/storage/vouchers/redemptions.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { newId } from '#server/tests/kit/counter.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';
import { reportPurchase } from '#server/usecases/purchases/report-purchase.ts';
import { reportReturn } from '#server/usecases/purchases/report-return.ts';
import type { ReturnSeen } from '#server/usecases/purchases/show-return.ts';
import { redeemVoucher } from '#server/usecases/till/redeem-voucher.ts';
import { reverseRedemption } from '#server/usecases/till/reverse-redemption.ts';
import { cancelVoucher } from '#server/usecases/vouchers/cancel-voucher.ts';
import { expireDue } from '#server/usecases/vouchers/expire.ts';
import { issueVoucher } from '#server/usecases/vouchers/issue-voucher.ts';
import { voucherCodeOf } from '#server/usecases/vouchers/name-voucher.ts';
import { eur } from './goods.ts';
import { NaiveMember } from './naive-member.ts';
import type { Bought, Held } from './naive-records.ts';
import { done, orRefused } from './or-refused.ts';
import { type PassPhone, passPhone } from './pass-phone.ts';
import { receiptOf, type Sale } from './sale.ts';

const place = { tillId: 'main-1', storeId: 'main', associateId: null, language: 'en', once: null };
const reason = 'play';
const asSeen = (seen: TillVoucher): TillVoucher => seen;
const noMore = { taxesMinor: 0, lines: [], tenders: [], redemptions: [] };

/** Does everything twice, with the server and with the model, and fails where the two differ. */
export class Player {
  readonly #t: Tillpass;
  readonly #program: Program;
  readonly memberId: string;
  readonly model: NaiveMember;
  /** The phone whose passes are shown; signed in again if its session has ended. */
  #phone: Browser | null = null;
  /** The till's receipt number of each purchase, so that goods can come back. */
  readonly #receipts = new Map<Bought, string>();

  constructor(t: Tillpass, program: Program, memberId: string) {
    this.#t = t;
    this.#program = program;
    this.memberId = memberId;
    this.model = new NaiveMember(program, t.clock.now());
  }

  /** A new member with a browser of their own, and a model of the same member. */
  static async join(t: Tillpass, program: Program): Promise<Player> {
    t.clock.turn(11 * 60_000); // A new window for the limits of asking.
    const phone = await t.joined(`player-${newId()}@example.com`);
    const { body } = await phone.get('/api/profile');
    const memberId = await memberIdByNumber(t.context.store.read, body.number);
    const player = new Player(t, program, memberId ?? '');
    player.#phone = phone;
    return player;
  }

  /** Compares the points that may be spent with the model. */
  async assertAgrees(what: string): Promise<void> {
    const holding = await holdingOf(this.#t.context.store.read, this.memberId);
    const at = this.#t.clock.now();
    assert.equal(toSpend(holding, at), this.model.spendable(at), what);
  }

  async assertBalance(): Promise<void> {
    await this.clock();
    const member = await memberById(this.#t.context.store.read, this.memberId);
    assert.equal(member?.balance, this.model.balance(this.#t.clock.now()), 'at the end');
  }

  async clock(): Promise<void> {
    this.#t.clock.turn(1);
    while ((await expireDue(this.#t.context)) > 0) {}
    this.model.tick(this.#t.clock.now());
  }

  async issue(rewardId: string): Promise<void> {
    const id = newId();
    const cost = this.#program.rewards.find((reward) => reward.id === rewardId)?.points ?? 0;
    const expected = this.model.issue({ id, rewardId, cost }, this.#t.clock.now());
    const wish = { memberId: this.memberId, id, rewardId, storeId: null };
    assert.equal(await orRefused(issueVoucher(this.#t.context, wish)), expected, 'issue');
  }

  async cancel(voucher: Held): Promise<void> {
    const wish = { memberId: this.memberId, id: voucher.id };
    const happened = await done(cancelVoucher(this.#t.context, wish));
    assert.equal(happened, this.model.cancel(voucher, this.#t.clock.now()), 'cancel');
  }

  async redeem(voucher: Held): Promise<void> {
    const { context, clock } = this.#t;
    const row = await redemptionRow(context.store.read, this.memberId, voucher.id);
    assert.ok(row);
    const scanned = voucherCodeOf(context, row);
    const wish = { scanned, entered: null, receiptNumber: newId() };
    const happened = await done(redeemVoucher(context, place, wish, asSeen));
    const after = await redemptionRow(context.store.read, this.memberId, voucher.id);
    const stead = after?.replaced_by ?? newId();
    assert.equal(happened, this.model.redeem(voucher, stead, clock.now()), 'redeem');
  }

  /** A till redeems a pass of the phone. */
  async pass(rewardId: string): Promise<void> {
    const { context, clock } = this.#t;
    const cost = this.#program.rewards.find((reward) => reward.id === rewardId)?.points ?? 0;
    const scanned = (await this.#passPhone()).show(rewardId, clock.now());
    const wish = { scanned, entered: null, receiptNumber: newId() };
    const found = await orRefused(redeemVoucher(context, place, wish, asSeen));
    const id = found ? (JSON.parse(found.body) as TillVoucher).redemptionId : newId();
    const expected = this.model.pass({ id, rewardId, cost }, clock.now());
    assert.equal(found !== null, expected, 'pass');
  }

  async #passPhone(): Promise<PassPhone> {
    const phone = this.#phone;
    if (!phone) throw new Error('this player has no phone');
    if ((await phone.get('/api/profile')).status !== 200) {
      const address = (await memberById(this.#t.context.store.read, this.memberId))?.address ?? '';
      this.#phone = await this.#t.joined(address);
    }
    return passPhone(this.#phone ?? phone, this.#slots);
  }

  /** The program's order, which is the order of the slots; a wallet only shows slots of rewards that can be had now. */
  readonly #slots = (rewardId: string): number =>
    1 + this.#program.rewards.findIndex(({ id }) => id === rewardId);

  async reverse(voucher: Held): Promise<void> {
    const wish = { reason, redemptionId: voucher.id };
    const happened = await done(reverseRedemption(this.#t.context, place, wish, asSeen));
    assert.equal(happened, this.model.reverse(voucher, this.#t.clock.now()), 'reverse');
  }

  /** Undoes each reward of a purchase for one of its lines. */
  async undoLine(bought: Bought, line: string): Promise<void> {
    for (const { voucher } of bought.given) {
      const wish = { reason, redemptionId: voucher.id };
      // Refused if the discount did not lie on the line: then nothing comes back in the model either.
      const undone = { ...wish, lines: [line] };
      await done(reverseRedemption(this.#t.context, place, undone, asSeen));
    }
    this.model.undoLine(bought, line, this.#t.clock.now());
  }

  async purchase(sale: Sale): Promise<Bought> {
    const receiptNumber = newId();
    const row = await this.#report(sale, receiptNumber);
    const bought = this.model.purchase(receiptOf(row.id, sale), this.#t.clock.now());
    this.#receipts.set(bought, receiptNumber);
    assert.equal(row.points, bought.earned, 'earned');
    return bought;
  }

  async return(bought: Bought, back: GoodsBack): Promise<void> {
    const seen = await this.#bringBack(this.#receipts.get(bought) ?? '', back, null);
    const expected = this.model.return(bought, back, this.#t.clock.now());
    assert.deepEqual(seen && { taken: seen.taken, back: seen.back }, expected, 'return');
  }

  /** A return that comes before its purchase; the model hears of both when the purchase is there. */
  async returnFirst(sale: Sale, back: GoodsBack): Promise<void> {
    const receiptNumber = newId();
    await this.#bringBack(receiptNumber, back, null);
    await this.assertAgrees('a return that waits takes nothing');
    const row = await this.#report(sale, receiptNumber);
    const bought = this.model.purchase(receiptOf(row.id, sale), this.#t.clock.now());
    this.#receipts.set(bought, receiptNumber);
    this.model.return(bought, back, this.#t.clock.now());
  }

  async exchange(bought: Bought, back: GoodsBack, sale: Sale): Promise<void> {
    const at = this.#t.clock.now();
    const tier = this.model.tier(at);
    const taken = { total: eur(sale.minor), taxesMinor: 0, lines: sale.lines ?? [] };
    const seen = await this.#bringBack(this.#receipts.get(bought) ?? '', back, taken);
    const expected = this.model.return(bought, back, at);
    assert.deepEqual(seen && { taken: seen.taken, back: seen.back }, expected, 'exchange');
    if (!seen || !expected) return;
    const told = { of: bought, minor: seen.minor, taken: expected.taken, tier };
    const made = this.model.exchange(told, receiptOf(seen.made ?? '', sale), at);
    this.#receipts.set(made, seen.receiptNumber);
  }

  async #report(sale: Sale, receiptNumber: string) {
    const { minor, lines = [], taxes = 0, gift = 0, given = [] } = sale;
    const number = (await memberById(this.#t.context.store.read, this.memberId))?.number ?? '';
    const rest = minor + taxes - gift;
    const report = {
      receiptNumber,
      member: { number },
      soldAt: this.#t.clock.now(),
      basket: {
        ...noMore,
        total: eur(minor),
        taxesMinor: taxes,
        lines,
        tenders:
          gift > 0
            ? [
                { kind: 'gift', minor: gift },
                { kind: 'cash', minor: rest },
              ]
            : [],
        redemptions: given.map(({ voucher, lines: on }) => ({
          redemptionId: voucher.id,
          lines: on,
        })),
      },
    } as const;
    const answer = await reportPurchase(this.#t.context, place, report, ({ row }) => row);
    return JSON.parse(answer.body) as { id: string; points: number };
  }

  async #bringBack(purchase: string, back: GoodsBack, exchange: ExchangeBasket | null) {
    const receiptNumber = newId();
    const report = {
      receiptNumber,
      returnedAt: this.#t.clock.now(),
      purchase: { tillId: place.tillId, storeId: null, receiptNumber: purchase },
      content: { back, exchange },
    };
    const words = ({ applied, exchange: made }: ReturnSeen): BroughtBack => ({
      receiptNumber,
      minor: applied?.minor ?? 0,
      back: applied?.given_back ?? 0,
      taken: applied ? applied.points - applied.lapsed : 0,
      made: made?.id ?? null,
    });
    const answer = await orRefused(reportReturn(this.#t.context, place, report, words));
    return answer && (JSON.parse(answer.body) as BroughtBack);
  }
}

type BroughtBack = Record<'minor' | 'back' | 'taken', number> & {
  readonly receiptNumber: string;
  readonly made: string | null;
};
