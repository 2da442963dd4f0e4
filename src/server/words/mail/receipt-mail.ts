import { type Text, textIn } from '#domain/program/text.ts';
import type { SoldLine } from '#domain/purchase/line.ts';
import { type Basket, toPay } from '#domain/purchase/purchase.ts';
import { formatOf } from '#i18n/format.ts';
import type { Language } from '#i18n/language.ts';
import type { Translate } from '#i18n/translate.ts';
import type { Mail } from '#server/vendors/mailer.ts';
import { type NoticeFacts, noticeMail } from './notice-mail.ts';

/** More goods than that stand in one line together. */
const linesAtMost = 40;

interface ReceiptMailFacts extends NoticeFacts {
  readonly points: number;
  readonly store: string;
  readonly receiptNumber: string;
  readonly soldAt: number;
  /** From when the points can be spent; null: now. */
  readonly availableAt: number | null;
  readonly basket: Basket;
  /** What rules of the program's list gave of the points, with their names. */
  readonly rules: readonly { readonly name: Text; readonly points: number }[];
}

/** The mail that is the receipt: what a purchase earned, what was bought where the till said it, and what was paid. */
export const receiptMail = (facts: ReceiptMailFacts): Mail =>
  noticeMail(facts, (say, language) => {
    const { program, points, store, receiptNumber: receipt, availableAt, rules } = facts;
    const { date, fullDateTime, change } = formatOf(language, program.timeZone);
    const subject =
      availableAt === null
        ? say('mail.earned', { points })
        : say('mail.coming', { points, date: date(availableAt) });
    const by = rules.map((rule) =>
      say('mail.earned-by', {
        rule: textIn(rule.name, language),
        points: rule.points,
        change: change(rule.points),
      }),
    );
    return {
      subject,
      said: [
        say('mail.earned-receipt', { store, receipt, time: fullDateTime(facts.soldAt) }),
        ...(availableAt === null ? [] : [say('mail.earned-wait', { date: date(availableAt) })]),
        ...by,
      ],
      rows: paid(facts, say, language),
      button: say('mail.apology-button'),
      why: say('mail.earned-why', { program: program.name }),
    };
  });

/** The goods and all else that was paid, which add up to what the till's receipt says. */
function paid(
  { basket, program }: Pick<ReceiptMailFacts, 'basket' | 'program'>,
  say: Translate,
  language: Language,
): [string, string][] {
  const { total, lines, taxesMinor, tipMinor = 0, roundingMinor = 0 } = basket;
  const { currency } = total;
  const { money, number } = formatOf(language, program.timeZone);
  const named = lines.filter(({ name }) => name).slice(0, linesAtMost);
  const rest = total.minor - named.reduce((sum, { minor }) => sum + minor, 0);
  const row = (what: string, minor: number): [string, string] => [what, money({ minor, currency })];
  const hasRest = named.length < lines.length || rest !== 0;
  return [
    ...named.map((line) => row(goods(line, say, number), line.minor)),
    ...(named.length > 0 && hasRest ? [row(say('mail.receipt-rest'), rest)] : []),
    ...(taxesMinor !== 0 ? [row(say('mail.receipt-taxes'), taxesMinor)] : []),
    ...(tipMinor !== 0 ? [row(say('mail.receipt-tip'), tipMinor)] : []),
    ...(roundingMinor !== 0 ? [row(say('mail.receipt-rounding'), roundingMinor)] : []),
    row(say('mail.receipt-paid'), toPay(basket)),
  ];
}

/** "2 × Bread", or "Cheese, 0.35 kg" for what is weighed. */
function goods(
  { name = '', quantity, unit = 'piece' }: SoldLine,
  say: Translate,
  number: (of: number) => string,
): string {
  if (quantity === undefined || (unit === 'piece' && quantity === 1)) return name;
  return unit === 'piece'
    ? `${number(quantity)} × ${name}`
    : say('mail.receipt-weighed', { name, weight: `${number(quantity)} ${unit}` });
}
