import type { Refusal } from '#domain/refusal.ts';
import type { SoldAt } from '#domain/refusals/pos-refusals.ts';
import type { Format } from './format.ts';
import type { Translate } from './translate.ts';

/** Makes words of what a refusal contains: times in the store's time zone, names of tiers. */
export interface Speaker {
  readonly format: Format;
  tierName(id: string): string;
}

/**
 * A refusal as a sentence for a shopper: what is the matter, and what to do. Each sentence is in the catalogue of the
 * page that meets it: signing in in `arrival`, rewards in `refusal`. If that one is not loaded, the general sentence is
 * used.
 */
export function refusalSentence(
  t: Translate<'common'>,
  speaker: Speaker,
  refusal: Refusal,
): string {
  return say(t, `refusal.${keyOf(refusal)}`, valuesOf(speaker, refusal)) ?? t('refusal.other');
}

/**
 * A refusal as a sentence for an associate, at the till page or a POS, who needs other words than the shopper. No page
 * loads both catalogues, so a sentence that suits both (`already-used`) stands in both; a test keeps them the same.
 */
export function tillSentence(
  t: Translate<'common' | 'till'>,
  speaker: Speaker,
  refusal: Refusal,
): string {
  const values = { ...valuesOf(speaker, refusal), ...tillValuesOf(speaker, refusal) };
  const own =
    say(t, `till.refusal.${tillKeyOf(refusal)}`, values) ??
    say(t, `till.refusal.${refusal.key}`, values);
  return own ?? refusalSentence(t, speaker, refusal);
}

/** A refusal as a sentence for an administrator at the desk, who has words of their own and otherwise the others'. */
export function deskSentence(
  t: Translate<'common' | 'desk'>,
  speaker: Speaker,
  refusal: Refusal,
): string {
  const values = {
    ...valuesOf(speaker, refusal),
    ...('role' in refusal && { role: t(`desk.role.${refusal.role}`) }),
  };
  const key = `desk.refusal.${refusal.key}`;
  const fault = 'fault' in refusal ? say(t, `${key}.${refusal.fault}`, values) : null;
  return fault ?? say(t, key, values) ?? refusalSentence(t, speaker, refusal);
}

/** The few words on a reward that can't be had: "120 points more", "Gold only". */
export function whyLabel(
  t: Translate<'common' | 'refusal'>,
  speaker: Speaker,
  refusal: Refusal,
): string {
  const label = say(t, `why.${refusal.key}`, valuesOf(speaker, refusal));
  return label ?? refusalSentence(t, speaker, refusal);
}

/** An address says what is wrong and a limit says when it ends, so each case has a key of its own. */
function keyOf(refusal: Refusal): string {
  if (refusal.key === 'address-invalid') return `${refusal.key}.${refusal.fault}`;
  const isOver = refusal.key === 'limit-reached' && refusal.again === null;
  return isOver ? `${refusal.key}.ever` : refusal.key;
}

/** The key for a refusal of a program's request, whose sentence says more. */
function tillKeyOf(refusal: Refusal): string {
  if (refusal.key === 'receipt-reused') return `${refusal.key}.${refusal.differs}`;
  const isWhole = refusal.key === 'request-invalid' && refusal.pointer === null;
  return isWhole ? `${refusal.key}.whole` : keyOf(refusal);
}

type Values = Readonly<Record<string, unknown>>;

function say(t: Translate<never>, key: string, values: Values): string | null {
  // A key that is put together has no type. `valuesOf` has all that a refusal's message may need; a test says every
  // refusal in every voice.
  return t.has(key) ? (t as (key: string, values: Values) => string)(key, values) : null;
}

/** A refusal's own fields, and those that must be made into words. */
function valuesOf({ format, tierName }: Speaker, refusal: Refusal): Values {
  return {
    ...refusal,
    ...('tier' in refusal && { tier: tierName(refusal.tier) }),
    ...('stores' in refusal && { stores: format.list(refusal.stores) }),
    ...('from' in refusal && {
      date: format[refusal.hour ? 'dateTime' : 'date'](refusal.from),
    }),
    ...('until' in refusal && { time: format.time(refusal.until) }),
    ...('again' in refusal && refusal.again !== null && { date: format.date(refusal.again) }),
    ...('at' in refusal && { time: format.dateTime(refusal.at) }),
    ...('retryAfterMs' in refusal && { wait: format.left(refusal.retryAfterMs) }),
  };
}

/** The same of what only tills are told, so that no shopper's page has it. */
function tillValuesOf({ format }: Speaker, refusal: Refusal): Values {
  return {
    ...('now' in refusal && { now: format.dateTime(refusal.now) }),
    ...('purchases' in refusal && { sold: format.list(refusal.purchases.map(soldOf(format))) }),
    ...('money' in refusal && { money: format.money(refusal.money) }),
  };
}

const soldOf =
  (format: Format) =>
  ({ till, soldAt, total }: SoldAt): string =>
    `${till} (${format.dateTime(soldAt)}, ${format.money(total)})`;
