import { occasionPoints } from '#domain/earning/occasion.ts';
import { keptUntil, lotEnd } from '#domain/points/expiry-rule.ts';
import { cause, type Draw } from '#domain/points/ledger.ts';
import { type EarningRule, isOccasion } from '#domain/program/earning-rule.ts';
import type { Program } from '#domain/program/program.ts';
import type { MemberPast, PastEntry } from '#server/storage/rehearsal/past-of-members.ts';
import type { HoldingThen } from './holding-then.ts';
import type { LimitsForAll } from './limits-for-all.ts';
import type { RulesThen } from './rules-then.ts';
import type { TiersThen } from './tiers-then.ts';

/** A redemption that could have been made. */
interface Taken {
  readonly points: number;
  readonly was: number;
  readonly draws: readonly Draw[];
  /** How many of the points that it cost came back, and of those that it would have cost. */
  backWas: number;
  back: number;
}

interface Around {
  readonly rules: RulesThen;
  readonly limits: LimitsForAll;
  readonly holding: HoldingThen;
  readonly tiers: TiersThen;
}

/** Lives the entries of the ledger again that are no sale and no return of one. */
export class EntriesThen {
  readonly #past: MemberPast;
  readonly #rules: RulesThen;
  readonly #limits: LimitsForAll;
  readonly #holding: HoldingThen;
  readonly #tiers: TiersThen;
  readonly #taken = new Map<string, Taken>();
  readonly #given = new Map<string, number[]>();
  readonly #friends: ReadonlySet<string>;
  /** Of entries since the rehearsal begins, as it was and as it would be. */
  readonly redeemed = { was: 0, would: 0 };
  readonly occasions = { was: 0, would: 0 };
  /** Redemptions that could not have been made. */
  missed = 0;
  /** Points that ended unused, as it was. */
  expired = 0;

  constructor(past: MemberPast, { rules, limits, holding, tiers }: Around) {
    this.#past = past;
    this.#limits = limits;
    this.#rules = rules;
    this.#holding = holding;
    this.#tiers = tiers;
    this.#friends = new Set(
      past.awards
        .filter(({ friend_id }) => friend_id !== null)
        .flatMap(({ rule_id, number }) => [
          cause.award(rule_id, number),
          cause.awardBack(rule_id, number),
        ]),
    );
  }

  take(entry: PastEntry): void {
    const text = entry.cause;
    if (text.startsWith(cause.issue(''))) this.#redeem(entry);
    else if (cause.isGiveBack(text)) this.#giveBack(entry);
    else if (cause.isReinstatement(text)) this.#reinstate(entry);
    else if (text === cause.welcome()) this.#give(entry, this.#welcome(entry));
    else if (cause.isOccasion(text)) this.#occasion(entry);
    else if (this.#friends.has(text)) this.#friend(entry);
    else if (cause.isExpiry(text)) this.#expired(entry);
    // What a sale, a return or the calendar brings is lived there; anything else moves what it moved.
    else if (!cause.isConsequence(text)) this.#move(entry, entry.points);
  }

  #counts = ({ at }: PastEntry): boolean => this.#rules.isRehearsed(at);

  #redeem(entry: PastEntry): void {
    const id = entry.redemption_id ?? '';
    const was = -entry.points;
    const points = this.#rules.priceOf(this.#past.rewardOf.get(id) ?? '', was, entry.at);
    const keeps = keptUntil(this.#rules.would(entry.at), entry);
    if (keeps !== null) this.#holding.keep(keeps);
    if (this.#counts(entry)) this.redeemed.was += was;
    const draws = points === null ? null : this.#holding.spend(points, entry);
    if (points === null || draws === null) {
      if (this.#counts(entry)) this.missed += 1;
      return;
    }
    this.#taken.set(id, { points, was, draws, backWas: 0, back: 0 });
    if (this.#counts(entry)) this.redeemed.would += points;
  }

  /** The same part comes back of what it would have cost. */
  #giveBack(entry: PastEntry): void {
    if (this.#counts(entry)) this.redeemed.was -= entry.points;
    const taken = this.#taken.get(entry.redemption_id ?? '');
    if (!taken) return;
    taken.backWas += entry.points;
    const to =
      taken.backWas >= taken.was
        ? taken.points
        : Math.floor((taken.points * taken.backWas) / taken.was);
    const { timeZone } = this.#rules.would(entry.at);
    this.#holding.giveBack(taken.draws, { from: taken.back, to }, { ...entry, timeZone });
    if (this.#counts(entry)) this.redeemed.would -= to - taken.back;
    taken.back = to;
  }

  #reinstate(entry: PastEntry): void {
    const expiresAt = entry.lot_expires_at ?? entry.at;
    const lot = cause.reinstatedLot(entry.cause);
    this.#expired(entry);
    this.#holding.reinstate(lot, entry.points, { cause: entry.cause, expiresAt });
  }

  #move(entry: PastEntry, points: number): void {
    if (points < 0) this.#holding.take(-points, entry);
    else this.#credit(entry, points);
  }

  #expired({ at, points }: PastEntry): void {
    if (this.#rules.isRehearsed(at)) this.expired -= points;
  }

  #credit(entry: PastEntry, points: number): void {
    const program = this.#rules.would(entry.at);
    const keeps = keptUntil(program, entry);
    if (keeps !== null) this.#holding.keep(keeps);
    if (points > 0) {
      this.#holding.credit(entry.cause, points, { expiresAt: lotEnd(program, entry.at) });
    }
  }

  #give(entry: PastEntry, points: number): void {
    this.#credit(entry, points);
    this.#note(entry, points);
  }

  #note(entry: PastEntry, would: number): void {
    if (!this.#counts(entry)) return;
    this.occasions.was += entry.points;
    this.occasions.would += would;
  }

  #welcome({ at, points }: PastEntry): number {
    const [was, would] = [this.#rules.was(at), this.#rules.would(at)];
    return was.welcomePoints === would.welcomePoints ? points : would.welcomePoints;
  }

  #occasion(entry: PastEntry): void {
    const points = this.#occasionPoints(entry);
    if (this.#counts(entry) && points > 0) {
      this.#limits.count(cause.ruleOf(entry.cause), { times: 1, points });
    }
    this.#give(entry, points);
  }

  /** A rule that says what it said gives what it gave; another one is asked. */
  #occasionPoints(entry: PastEntry): number {
    const { at } = entry;
    const program = this.#rules.would(at);
    const id = cause.ruleOf(entry.cause);
    const rule = ruleIn(program, id);
    const had = this.#given.get(id) ?? [];
    this.#given.set(id, [...had, at]);
    if (!this.#rules.isRehearsed(at) || this.#rules.isSame(id, at)) return entry.points;
    if (!rule || !isOccasion(rule)) return 0;
    const place = { at, storeId: entry.store_id, tier: this.#tiers.at(at) };
    const given = {
      toMember: new Map([[id, had]]),
      inAll: new Map([[id, this.#limits.given(id)]]),
    };
    const points = occasionPoints(rule, place, given, program.timeZone);
    return rule.kind === 'apology' ? Math.min(points, entry.points) : points;
  }

  /** What a member has for a friend whom they invited. */
  #friend(entry: PastEntry): void {
    const isBack = cause.isAwardBack(entry.cause);
    const id = cause.ruleOf(entry.cause);
    const rule = ruleIn(this.#rules.would(entry.at), id);
    const same = !this.#rules.isRehearsed(entry.at) || this.#rules.isSame(id, entry.at);
    const other = rule?.kind === 'referral' ? rule.inviterPoints : 0;
    const points = same ? Math.abs(entry.points) : other;
    if (isBack) {
      const lotId = cause.awardTaken(entry.cause);
      this.#holding.clawBack(points, { lotId, lapsed: this.#holding.expiredOf(lotId) }, entry);
    } else this.#credit(entry, points);
    this.#note(entry, isBack ? -points : points);
  }
}

const ruleIn = ({ earning = [] }: Program, id: string): EarningRule | undefined =>
  earning.find((rule) => rule.id === id);
