import { awardsToChange } from '#domain/earning/award.ts';
import {
  awardsByMerge,
  type CountedThere,
  comesTogether,
  countedTogether,
  type JoinedAt,
  periodOf,
  timesAfter,
} from '#domain/earning/counted-together.ts';
import { asksOf, type Before } from '#domain/earning/earn.ts';
import type { Fitting } from '#domain/earning/fitting.ts';
import type { Invited } from '#domain/earning/referral.ts';
import { leftOf, roomFor } from '#domain/earning/room.ts';
import { type CountingRule, type EarningRule, isCounting } from '#domain/program/earning-rule.ts';
import type { Program } from '#domain/program/program.ts';
import type { AwardRow } from '#server/storage/db/schema-purchases.ts';
import type { MemberPast } from '#server/storage/rehearsal/past-of-members.ts';
import { type AwardThen, awardThen, standing } from './award-then.ts';
import { CountedThen } from './counted-then.ts';
import type { Allowed } from './limits-for-all.ts';
import type { LineThen } from './line-then.ts';

/** What a change of what is counted makes due, or no more. */
interface Changed {
  readonly rule: string;
  readonly within: number;
  readonly by: number;
}

/** Of which rule awards become more or fewer, and how many. */
interface Due {
  readonly rule: CountingRule;
  /** The period of its goal; null: it is a card. */
  readonly within: number | null;
  readonly wanted: number;
  /** The awards of the rule that the person has. */
  readonly all: readonly AwardThen[];
}

/** What rules have given to a member and counted for them so far. */
export class EarningThen {
  readonly #invited: Invited | undefined;
  readonly #given = new Map<string, { readonly at: number; readonly line: LineThen }[]>();
  readonly #memberId: string;
  readonly #counted: CountedThen;
  readonly #joinedAt: JoinedAt;
  readonly #awards = new Map<string, AwardThen[]>();
  #firstSoldAt = Number.POSITIVE_INFINITY;

  /**
   * What is counted in the books of memberships that were merged into the member's counts from the merge on: until then
   * each fills its own cards and reaches its own goals.
   */
  constructor({ member, invited, merged }: Pick<MemberPast, 'member' | 'invited' | 'merged'>) {
    this.#invited = invited;
    this.#memberId = member.id;
    this.#joinedAt = (fromId, intoId) => merged?.joinedAt(fromId, intoId);
    this.#counted = new CountedThen(member.id, merged);
    for (const award of merged?.awards ?? []) {
      const joinedAt = this.#joinedAt(award.member_id, member.id) ?? 0;
      const back = award.back_at !== null || award.friend_id !== null;
      push(this.#awards, award.rule_id, { ...awardThen(award), joinedAt, back });
    }
  }

  get awards(): readonly AwardThen[] {
    return [...this.#awards.values()].flat().filter(({ joinedAt }) => joinedAt === null);
  }

  /** What the domain asks before it rates a sale. */
  before(soldAt: number, fitting: readonly Fitting[], allowed: Allowed): Before {
    const { perDay, perMember } = asksOf(fitting);
    const asked = [...perDay, ...perMember];
    return {
      bought: this.#firstSoldAt <= soldAt,
      ...(this.#invited && { invited: this.#invited }),
      toMember: new Map(asked.map((rule) => [rule, timesOf(this.#given.get(rule) ?? [])])),
      inAll: totals(
        fitting.map(({ rule }) => rule),
        allowed,
      ),
    };
  }

  /** Takes note of a sale that was rated. */
  sold(soldAt: number, lines: readonly LineThen[]): void {
    this.#firstSoldAt = Math.min(this.#firstSoldAt, soldAt);
    for (const line of lines) {
      if (line.points > 0) push(this.#given, line.rule, { at: soldAt, line });
      this.#counted.count(line.rule, line.within, line.counted, soldAt);
    }
  }

  /** Takes note of what a return took from what sales had counted: below zero. */
  count(rule: string, within: number, by: number): void {
    this.#counted.count(rule, within, by);
  }

  /** An award as it was given in truth. */
  gave(row: AwardRow): AwardThen {
    const award = awardThen(row);
    push(this.#awards, award.rule, award);
    return award;
  }

  /**
   * The awards that a sale makes due, after its lines were noted.
   * @param sale `at`: when it was reported
   */
  give(
    program: Program,
    sale: { readonly soldAt: number; readonly at: number; readonly lines: readonly LineThen[] },
    allowed: Allowed,
  ): AwardThen[] {
    const changes = sale.lines.map(({ rule, within, counted: by }) => ({ rule, within, by }));
    return this.#turns(program, changes, sale.at).flatMap((due) =>
      this.#give(program, due, sale.soldAt, allowed),
    );
  }

  /**
   * The awards that a merge makes due, as `awardsByMerge` says.
   * @param at when another membership was merged into the member's
   */
  giveByMerge(program: Program, at: number, allowed: Allowed): AwardThen[] {
    const rules = (program.earning ?? []).filter(isCounting);
    return rules
      .filter((rule) => comesTogether(rule, at))
      .flatMap((rule) => {
        const within = periodOf(rule, at, program.timeZone);
        const isOther = ({ memberId }: CountedThere) =>
          this.#joinedAt(memberId, this.#memberId) === at;
        const counted = Map.groupBy(this.#counted.of(rule.id, within, at), isOther);
        const [one, other] = [false, true].map((is) =>
          countedTogether(rule, counted.get(is) ?? [], this.#joinedAt),
        ) as [readonly CountedThere[], readonly CountedThere[]];
        const { all, given } = this.#awardsFor(rule, within, at);
        const wanted = awardsByMerge(rule, { one, other, both: [...one, ...other] }, given);
        return this.#give(program, { rule, within, wanted, all }, at, allowed);
      });
  }

  #give(
    program: Program,
    { rule, within, wanted, all }: Due,
    at: number,
    allowed: Allowed,
  ): AwardThen[] {
    if (wanted <= 0) return [];
    const inAll = totals([rule], allowed);
    const toMember = new Map([[rule.id, standing(all).map((one) => one.at)]]);
    const room = roomFor(rule, { toMember, inAll }, at, program.timeZone);
    let { left } = leftOf(rule, inAll);
    const own = all.filter(({ joinedAt }) => joinedAt === null).length;
    const given: AwardThen[] = [];
    for (let turn = 0; turn < Math.min(wanted, room) && left > 0; turn += 1) {
      const points = Math.min(rule.points, left);
      given.push({
        rule: rule.id,
        number: own + 1 + turn,
        points,
        at,
        within: within ?? 0,
        isVoucher: rule.kind === 'stamps' && rule.reward !== undefined,
        joinedAt: null,
        back: false,
      });
      left -= points;
    }
    for (const award of given) push(this.#awards, rule.id, award);
    return given;
  }

  /** The awards that a return takes back, the latest first, after what is counted was noted. */
  takeBack(program: Program, changes: readonly Changed[], at: number): AwardThen[] {
    return this.#turns(program, changes, at).flatMap(({ within, wanted, all }) => {
      const latest = standing(all)
        .filter(({ joinedAt }) => joinedAt === null)
        .filter((one) => within === null || one.within === within)
        .toReversed()
        .slice(0, Math.max(0, -wanted));
      for (const award of latest) award.back = true;
      return latest;
    });
  }

  #turns(program: Program, changes: readonly Changed[], at: number): Due[] {
    const rules = new Map(program.earning?.filter(isCounting).map((rule) => [rule.id, rule]));
    return changes.flatMap((change) => {
      const rule = rules.get(change.rule);
      if (!rule || change.by === 0) return [];
      const within = rule.kind === 'spend-goal' ? change.within : null;
      const now = this.#counted.of(rule.id, within, at);
      const was = now.map((one) =>
        one.within === change.within && one.memberId === this.#memberId
          ? { ...one, counted: one.counted - change.by }
          : one,
      );
      const due = (some: readonly CountedThere[]) =>
        timesAfter(rule, change.by, some, this.#joinedAt);
      const [before, after] = [due(was), due(now)];
      const { all, given } = this.#awardsFor(rule, within, at);
      const room = Number.POSITIVE_INFINITY;
      const wanted = awardsToChange({ before, after, given, room });
      return wanted === 0 ? [] : [{ rule, within, wanted, all }];
    });
  }

  /** The awards of a rule that the person has by then, and how many of them stand for this period. */
  #awardsFor({ id }: CountingRule, within: number | null, at: number) {
    const all = (this.#awards.get(id) ?? []).filter((one) => (one.joinedAt ?? at) <= at);
    const own = all.filter((one) => within === null || one.within === within);
    return { all, given: standing(own).length };
  }
}

const timesOf = (all: readonly { readonly at: number; readonly line: LineThen }[]): number[] =>
  all.flatMap(({ at, line }) => (line.points > line.pointsBack ? [at] : []));

/** Totals that leave to a rule what it may give. */
function totals(rules: readonly EarningRule[], allowed: Allowed) {
  return new Map(
    rules.flatMap((rule) => {
      const left = allowed(rule);
      if (!left) return [];
      const { inAll = 0, budget = 0 } = rule.limits;
      return [[rule.id, { times: inAll - left.times, points: budget - left.points }] as const];
    }),
  );
}

function push<T>(map: Map<string, T[]>, key: string, one: T): void {
  const all = map.get(key);
  if (all) all.push(one);
  else map.set(key, [one]);
}
