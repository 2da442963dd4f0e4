import type { Refusal } from '#domain/refusal.ts';
import type { Format } from './format.ts';
import type { Translate } from './translate.ts';

/** Turns what a refusal carries into words: times in the store's zone, the names of tiers. */
export interface Speaker {
  readonly format: Format;
  tierName(id: string): string;
}

/** What a shopper reads: what is the matter, and the way on. */
export function refusalSentence(
  t: Translate<'refusal'>,
  speaker: Speaker,
  refusal: Refusal,
): string {
  // An address says what to mend, so each fault has a sentence of its own.
  const key = refusal.key === 'address-invalid' ? `${refusal.key}.${refusal.fault}` : refusal.key;
  return say(t, `refusal.${key}`, valuesOf(speaker, refusal)) ?? t('refusal.other');
}

/** What an associate reads, on the till's page or on a POS: other words where the shopper's mislead. */
export function tillSentence(
  t: Translate<'refusal' | 'till'>,
  speaker: Speaker,
  refusal: Refusal,
): string {
  const values = valuesOf(speaker, refusal);
  const own = say(t, `till.refusal.${refusal.key}`, values);
  return own ?? refusalSentence(t, speaker, refusal);
}

/** The few words on a reward that can't be had: "120 points more", "Gold only". */
export function whyLabel(t: Translate<'refusal'>, speaker: Speaker, refusal: Refusal): string {
  const label = say(t, `why.${refusal.key}`, valuesOf(speaker, refusal));
  return label ?? refusalSentence(t, speaker, refusal);
}

type Values = Record<string, string | number>;

function say(t: Translate<never>, key: string, values: Values): string | null {
  // A key put together has no type. `valuesOf` names all that a refusal's message may ask for; a test
  // says every refusal in every voice.
  return t.has(key) ? (t as (key: string, values: Values) => string)(key, values) : null;
}

function valuesOf({ format, tierName }: Speaker, refusal: Refusal): Values {
  switch (refusal.key) {
    case 'points-short':
      return { missing: refusal.missing };
    case 'tier-required':
      return { tier: tierName(refusal.tier) };
    case 'not-begun':
      return { date: format.day(refusal.from) };
    case 'not-in-this-store':
      return { stores: format.list(refusal.stores) };
    case 'too-many-live':
      return { limit: refusal.limit };
    case 'already-used':
      return { store: refusal.store, till: refusal.till, time: format.dateTime(refusal.at) };
    case 'voucher-cancelled':
    case 'voucher-expired':
    case 'voucher-reversed':
      return { time: format.dateTime(refusal.at) };
    case 'too-many-requests':
      return { wait: format.left(refusal.retryAfterMs) };
    case 'sign-in-code-wrong':
    case 'pin-wrong':
      return { left: refusal.left };
    case 'pin-locked':
      return { time: format.time(refusal.until) };
    case 'other-store':
      return { store: refusal.store };
    case 'currency-other':
      return { expected: refusal.expected };
    case 'request-invalid':
      return { pointer: refusal.pointer, detail: refusal.detail };
    default:
      return {};
  }
}
