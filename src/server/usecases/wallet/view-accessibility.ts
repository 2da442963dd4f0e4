import type { Program } from '#domain/program/program.ts';
import type { Company } from '#domain/values/company.ts';
import { languages } from '#i18n/language.ts';
import { loadingAt } from '#server/storage/program/programs.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';

/** What of a program an accessibility statement says. */
export interface Accessibility {
  readonly shop: string;
  /** Who is responsible; null: the program does not say. */
  readonly company: Company | null;
  /** Where its pages are. */
  readonly address: string;
  /** Where mails come from and answers are read; null: nobody reads them there. */
  readonly mail: string | null;
  readonly timeZone: string;
  /** The names of the stores, which help whoever has no phone. */
  readonly stores: readonly string[];
  /** How long a voucher lives. */
  readonly minutes: number;
  /** Languages of the pages in which some reward has no name. */
  readonly missingLanguages: readonly string[];
  /** Since when the program is in force. */
  readonly since: number;
}

export async function viewAccessibility(context: Context): Promise<Accessibility> {
  const { program, db, at } = await readWork(context);
  const loading = await loadingAt(db, at);
  const { rewards, stores } = program;
  return {
    shop: program.name,
    company: program.company ?? null,
    address: context.publicUrl,
    mail: answeredMail(context, program),
    timeZone: program.timeZone,
    stores: stores.map(({ name }) => name),
    minutes: program.voucherMinutes,
    missingLanguages: languages
      .map(({ language }) => language)
      .filter((language) => rewards.some(({ name }) => !Object.hasOwn(name, language))),
    since: loading?.beginsAt ?? at,
  };
}

/**
 * Where questions are read: the company's own address, else where mails come from; null: what is called `no-reply` is
 * read by nobody.
 */
export function answeredMail(
  { mailer: { from } }: Pick<Context, 'mailer'>,
  { company }: Pick<Program, 'company'>,
): string | null {
  if (company?.mail !== undefined) return company.mail;
  return /^(no|do-?not)[-_.]?reply@/i.test(from) ? null : from;
}
