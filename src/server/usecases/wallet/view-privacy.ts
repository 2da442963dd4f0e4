import { forgetAfterMonths, forgetNoticeDays } from '#domain/standing/dormant.ts';
import type { Company } from '#domain/values/company.ts';
import { loadingAt } from '#server/storage/program/programs.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { answeredMail } from './view-accessibility.ts';

/** What of a shop its page about privacy says. */
export interface Privacy {
  readonly shop: string;
  /** Who is responsible; null: the program does not say. */
  readonly company: Company | null;
  /** Where its pages are. */
  readonly address: string;
  /** Where answers are read; null: nobody reads them there. */
  readonly mail: string | null;
  readonly timeZone: string;
  /** After how many whole months without a sign a member is forgotten. */
  readonly months: number;
  /** How many days before they are told, at least. */
  readonly days: number;
  /** Since when the program is in force, epoch milliseconds. */
  readonly since: number;
}

export async function viewPrivacy(context: Context): Promise<Privacy> {
  const { program, db, at } = await readWork(context);
  const loading = await loadingAt(db, at);
  return {
    shop: program.name,
    company: program.company ?? null,
    address: context.publicUrl,
    mail: answeredMail(context, program),
    timeZone: program.timeZone,
    months: forgetAfterMonths(program),
    days: forgetNoticeDays,
    since: loading?.beginsAt ?? at,
  };
}
