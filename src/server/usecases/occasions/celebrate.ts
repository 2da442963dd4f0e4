import { paths } from '#contract/paths.ts';
import { birthdayIsDue } from '#domain/earning/birthday.ts';
import { type BirthdayRule, inOrder } from '#domain/program/earning-rule.ts';
import type { Program } from '#domain/program/program.ts';
import { birthdayIn } from '#domain/values/birthday.ts';
import type { CalendarDay } from '#domain/values/calendar.ts';
import { factOf } from '#server/storage/people/facts.ts';
import { memberById } from '#server/storage/people/members.ts';
import { lastOccasion } from '#server/storage/points/occasions.ts';
import { queueMessage } from '#server/usecases/ground/queue-message.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { giveForOccasion } from '#server/usecases/points/give-for-occasion.ts';
import { tierOfMember } from '#server/usecases/standing/member-tier.ts';
import { pointsMail } from '#server/words/mail/points-mail.ts';

export const birthdayRules = ({ earning = [] }: Pick<Program, 'earning'>): BirthdayRule[] =>
  inOrder(earning.filter((rule) => rule.kind === 'birthday'));

/**
 * Gives a member what the rules give for a birthday on a day of the program's calendar, once a year. The caller has
 * locked the member.
 * @returns whether any points came
 */
export async function celebrate(work: Work, memberId: string, day: CalendarDay): Promise<boolean> {
  const rules = birthdayRules(work.program);
  const told = rules.length > 0 ? await factOf(work.db, memberId, 'birthday') : undefined;
  const member = told && (await memberById(work.db, memberId));
  if (!member) return false;
  const last = await lastOccasion(work.db, memberId, 'birthday');
  const celebrant = {
    birthday: birthdayIn(told.value),
    joinedAt: member.joined_at,
    last: last && { at: last.at, year: Number(last.occasion) },
  };
  const due = rules.filter((rule) => birthdayIsDue(rule, celebrant, day, work.program.timeZone));
  if (due.length === 0) return false;
  const { tier } = await tierOfMember(work, memberId);
  let points = 0;
  for (const rule of due) {
    const given = { memberId, rule, occasion: String(day.year), storeId: null, tier };
    points += await giveForOccasion(work, given);
  }
  if (points > 0) await wish(work, memberId, { points, year: day.year });
  return points > 0;
}

async function wish(
  work: Work,
  memberId: string,
  { points, year }: { readonly points: number; readonly year: number },
): Promise<void> {
  const { program, context } = work;
  const { publicUrl } = context;
  const kind = 'birthday' as const;
  await queueMessage(work, { kind, memberId, cause: `${year}` }, (to, { language }, choices) =>
    pointsMail({
      to,
      choices,
      program,
      language,
      points,
      why: kind,
      publicUrl,
      url: publicUrl + paths.rewards,
    }),
  );
}
