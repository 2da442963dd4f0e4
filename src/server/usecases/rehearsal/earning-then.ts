import { awardsToChange, timesDue } from '#domain/earning/award.ts';
import {
  type CountedThere,
  countedTogether,
  type JoinedAt,
  timesStanding,
} from '#domain/earning/counted-together.ts';
import { asksOf, type Before } from '#domain/earning/earn.ts';
import type { Fitting } from '#domain/earning/fitting.ts';
import type { Invited } from '#domain/earning/referral.ts';
import { leftOf, roomFor } from '#domain/earning/room.ts';
import { type CountingRule, type EarningRule, isCounting } from '#domain/program/earning-rule.ts';
import type { Program } from '#domain/program/program.ts';
import type { AwardRow } from '#server/storage/db/schema-purchases.ts';
import type { MemberPast } from '#server/storage/rehearsal/past-of-members.ts';
import type { LineThen } from './line-then.ts';

/** What a counting rule gave, because enough was counted. */
export interface AwardThen {
  readonly rule: string;
  readonly number: number;
  readonly points: number;
  readonly at: number;
  readonly within: number;
  /** A voucher in place of points. */
  readonly isVoucher: boolean;
  /** When the membership in whose books it stands was merged into the member's; null: it is the member's own. */
  readonly joinedAt: number | null;
  back: boolean;
}

/** What a change of what is counted makes due, or no more. */
interface Changed {
  readonly rule: string;
  readonly within: number;
  readonly by: number;
}

/** How much a rule that is limited for all members together may give to this sale; undefined: it is not limited so. */
export type Allowed = (rule: EarningRule) => { times: number; points: number } | undefined;

/** What rules have given to a member and counted for them so far. */
export class EarningThen {
  readonly #invited: Invited | undefined;
  readonly #given = new Map<string, { readonly at: number; readonly line: LineThen }[]>();
  readonly #memberId: string;
  readonly #counted = new Map<string, CountedThere[]>();
  readonly #joinedAt: JoinedAt;
  readonly #awards = new Map<string, AwardThen[]>();
  #firstSoldAt = Number.POSITIVE_INFINITY;

  /**
   * Stamps of memberships that were merged into the member's stand on the card from the beginning. Goals are one from
   * the merge on: until then each membership reaches its own.
   */
  constructor({ member, invited, merged }: Pick<MemberPast, 'member' | 'invited' | 'merged'>) {
    this.#invited = invited;
    this.#memberId = member.id;
    this.#joinedAt = (fromId, intoId) => merged?.joinedAt(fromId, intoId);
    for (const one of merged?.counted ?? []) push(this.#counted, one.rule, one);
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
      this.#count(line.rule, line.within, line.counted, soldAt);
    }
  }

  /** Takes note of what a return took from what sales had counted: below zero. */
  count(rule: string, within: number, by: number): void {
    this.#count(rule, within, by, Number.POSITIVE_INFINITY);
  }

  #count(rule: string, within: number, by: number, soldAt: number): void {
    if (by === 0) return;
    const memberId = this.#memberId;
    const all = this.#counted.get(rule) ?? [];
    const isSame = (one: CountedThere) => one.within === within && one.memberId === memberId;
    const { counted, firstAt } = all.find(isSame) ?? { counted: 0, firstAt: soldAt };
    const sum = {
      memberId,
      within,
      counted: counted + by,
      firstAt: Math.min(firstAt, soldAt),
    };
    this.#counted.set(rule, [...all.filter((one) => !isSame(one)), sum]);
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
    return this.#turns(program, changes, sale.at).flatMap(({ rule, within, wanted, all }) => {
      if (wanted <= 0) return [];
      const inAll = totals([rule], allowed);
      const toMember = new Map([[rule.id, standing(all).map(({ at }) => at)]]);
      const room = roomFor(rule, { toMember, inAll }, sale.soldAt, program.timeZone);
      let { left } = leftOf(rule, inAll);
      const given: AwardThen[] = [];
      for (let turn = 0; turn < Math.min(wanted, room) && left > 0; turn += 1) {
        const points = Math.min(rule.points, left);
        const isVoucher = rule.kind === 'stamps' && rule.reward !== undefined;
        const award = {
          rule: rule.id,
          number: all.filter(({ joinedAt }) => joinedAt === null).length + 1 + turn,
          points,
          at: sale.soldAt,
          within: within ?? 0,
          isVoucher,
          joinedAt: null,
          back: false,
        };
        given.push(award);
        left -= points;
      }
      for (const award of given) push(this.#awards, rule.id, award);
      return given;
    });
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

  #turns(program: Program, changes: readonly Changed[], at: number) {
    const rules = new Map(program.earning?.filter(isCounting).map((rule) => [rule.id, rule]));
    return changes.flatMap((change) => {
      const rule = rules.get(change.rule);
      if (!rule || change.by === 0) return [];
      const within = rule.kind === 'spend-goal' ? change.within : null;
      const now = this.#countedFor(rule, within, at);
      const was = now.map((one) =>
        one.within === change.within && one.memberId === this.#memberId
          ? { ...one, counted: one.counted - change.by }
          : one,
      );
      const due = (some: readonly CountedThere[]) => {
        const together = countedTogether(rule, some, this.#joinedAt);
        return change.by > 0 ? timesDue(rule, together) : timesStanding(rule, together);
      };
      const [before, after] = [due(was), due(now)];
      const all = (this.#awards.get(rule.id) ?? []).filter(
        ({ joinedAt }) => rule.kind === 'stamps' || joinedAt === null || joinedAt <= at,
      );
      const own = all.filter((one) => within === null || one.within === within);
      const given = standing(own).length;
      const room = Number.POSITIVE_INFINITY;
      const wanted = awardsToChange({ before, after, given, room });
      return wanted === 0 ? [] : [{ rule, within, wanted, all }];
    });
  }

  #countedFor({ id, kind }: CountingRule, within: number | null, at: number): CountedThere[] {
    const isOne = ({ memberId }: CountedThere) =>
      memberId === this.#memberId ||
      kind === 'stamps' ||
      (this.#joinedAt(memberId, this.#memberId) ?? Number.POSITIVE_INFINITY) <= at;
    return (this.#counted.get(id) ?? [])
      .filter((one) => within === null || one.within === within)
      .filter(isOne);
  }
}

const awardThen = ({ rule_id: rule, redemption_id, ...row }: AwardRow): AwardThen => ({
  rule,
  number: row.number,
  points: row.points,
  at: row.at,
  within: row.within,
  isVoucher: redemption_id !== null,
  joinedAt: null,
  back: false,
});

const standing = (awards: readonly AwardThen[]): AwardThen[] => awards.filter(({ back }) => !back);

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
