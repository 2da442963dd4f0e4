import type { EarningWay } from '#contract/profile.ts';
import { progressTo } from '#domain/earning/award.ts';
import {
  type CountedThere,
  countedTogether,
  type JoinedAt,
  periodOf,
} from '#domain/earning/counted-together.ts';
import type { CountingRule } from '#domain/program/earning-rule.ts';
import { amountOff } from '#domain/program/program.ts';
import { everything } from '#i18n/everything.ts';
import { formatOf } from '#i18n/format.ts';
import { isLanguage } from '#i18n/language.ts';
import type { AwardRow } from '#server/storage/db/schema-purchases.ts';
import { personOf } from '#server/storage/merges/merges.ts';
import { awardsOf } from '#server/storage/purchases/awards.ts';
import { countedBy } from '#server/storage/purchases/counted-lines.ts';
import { ofPeriod } from '#server/usecases/awards/awards-due.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';

/** What is counted for a person and what was awarded to them, by rule, in the books of all their memberships. */
interface CountedForPerson {
  readonly counted: ReadonlyMap<string, readonly CountedThere[]>;
  readonly joinedAt: JoinedAt;
  readonly awards: ReadonlyMap<string, readonly AwardRow[]>;
}

/** @param rules the ids of rules that count */
export async function countedForPerson(
  { db }: ReadWork,
  memberId: string,
  rules: readonly string[],
): Promise<CountedForPerson> {
  const { ids, joinedAt } = await personOf(db, memberId);
  const counted = await countedBy(db, ids, rules);
  return { counted, joinedAt, awards: await awardsOf(db, ids, rules) };
}

/** How far the next card or goal is, in words. */
export function progressOf(
  { program, at }: ReadWork,
  rule: CountingRule,
  { member, language }: { readonly member: CountedForPerson; readonly language: string },
): NonNullable<EarningWay['progress']> {
  const known = isLanguage(language) ? language : 'en';
  const within = periodOf(rule, at, program.timeZone);
  const all = ofPeriod(member.counted.get(rule.id), within);
  const counted = countedTogether(rule, all, member.joinedAt);
  const progress = progressTo(rule, counted, notBack(member.awards.get(rule.id)).length);
  const t = everything(known);
  if (within === null) return { ...progress, text: t('earning.stamps', progress) };
  const format = formatOf(known, program.timeZone);
  const [have, of] = [progress.have, progress.of].map((one) =>
    format.money(amountOff(one, program)),
  );
  return { ...progress, text: t('earning.spent', { have: have ?? '', of: of ?? '' }) };
}

/** Without what returns took back; what a member has for friends stays. */
export const notBack = (awards: readonly AwardRow[] = []): AwardRow[] =>
  awards.filter(({ back_at }) => back_at === null);
