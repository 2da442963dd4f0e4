import type { AuditLine } from '#contract/desk/desk-audit.ts';
import { usualMarginPercent } from '#domain/desk/audit/audit.ts';
import type { Mend } from '#domain/desk/audit/finding.ts';
import { placeText } from '#domain/program/words/file-place.ts';
import { readAmount } from '#domain/values/typed-amount.ts';
import { sayFinding } from '#i18n/audit.ts';
import { everything } from '#i18n/everything.ts';
import { formatOf } from '#i18n/format.ts';
import { readArgs } from '#server/admin/admin-args.ts';
import { AdminFault, type Commands, many } from '#server/admin/admin-command.ts';
import { auditShop } from '#server/usecases/desk/audit-shop.ts';
import { readWork } from '#server/usecases/ground/work.ts';

/** What a careful colleague would point at, for who has no desk open. */
export const auditCommands = {
  audit: async (context, args) => {
    const { options } = readArgs(args, ['margin', 'liability']);
    const { program } = await readWork(context);
    const { findings } = await auditShop(context, {
      marginPercent: marginOf(options.margin),
      liabilityAtMost: liabilityOf(options.liability, program.currency),
    });
    if (findings.length === 0) return ['Nothing to point at.'];
    const format = formatOf('en', program.timeZone);
    return findings.flatMap((line) => linesOf(line, format));
  },
} satisfies Commands;

function marginOf(text: string | undefined): number {
  if (text === undefined) return usualMarginPercent;
  if (/^([1-9]\d?|100)$/.test(text)) return Number(text);
  throw new AdminFault(`--margin: "${text}" is no whole number from 1 to 100.`);
}

function liabilityOf(text: string | undefined, currency: string): number | null {
  if (text === undefined) return null;
  const minor = readAmount(text, currency);
  if (minor !== null) return minor;
  throw new AdminFault(`--liability: "${text}" is no amount in ${currency}.`);
}

function linesOf(line: AuditLine, format: ReturnType<typeof formatOf>): string[] {
  const { what, mend } = sayFinding(everything('en'), { format, language: 'en' }, line);
  return [
    `${line.severity.padEnd(9)}${what}`,
    `${' '.repeat(9)}→ ${mend} (${placeOf(line.mend)})`,
    ...(line.more > 0
      ? [`${' '.repeat(9)}and ${many(line.more, 'more like this', 'more like this')}`]
      : []),
  ];
}

function placeOf(mend: Mend): string {
  switch (mend.at) {
    case 'program':
      return placeText(mend.path);
    case 'store':
      return `store ${mend.storeId}`;
    case 'administrators':
      return 'the desk, Administrators';
    case 'own-passkeys':
      return 'the desk, My passkeys';
    case 'setting':
      return mend.name;
    case 'command':
      return `npm run admin -- ${mend.command}`;
  }
}
