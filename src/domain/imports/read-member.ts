import { addressKey } from '#domain/people/email-address.ts';
import { readFirstName } from '#domain/people/first-name.ts';
import type { Program } from '#domain/program/program.ts';
import type { Cell } from './cell.ts';
import { orFault, refuse } from './faulty.ts';
import type { FieldFault } from './import-fault.ts';
import { lotsAtMost } from './member-fields.ts';
import type { RawMember } from './raw-member.ts';
import { pastIn, timeIn } from './read-time.ts';
import { addressIn, idIn, idsIn, numberIn, rounded } from './read-who.ts';

/** More points of one member are a column that was taken for another. */
export const pointsAtMost = 100_000_000;

export interface ImportedLot {
  readonly points: number;
  /** The first instant in which they are over; null: as long as the program gives points from now on. */
  readonly expiresAt: number | null;
  /** Pending until then; null: they can be spent at once. */
  readonly availableAt: number | null;
}

/** What a line says of a member, read and judged. Instants are epoch milliseconds. */
export interface ImportedMember {
  /** What the file's own system calls them; null: it does not say. */
  readonly id: string | null;
  readonly number: string | null;
  readonly address: string | null;
  readonly firstName: string | null;
  readonly language: string | null;
  readonly joinedAt: number | null;
  readonly lots: readonly ImportedLot[];
  readonly tier: { readonly id: string; readonly since: number; readonly until: number } | null;
  readonly newsletter: {
    readonly at: number;
    readonly wording: string;
    readonly language: string;
  } | null;
  readonly externalIds: readonly { readonly source: string; readonly id: string }[];
}

/** By what lines are judged. */
export interface ImportRules {
  readonly program: Pick<Program, 'tiers' | 'tierRule' | 'timeZone'>;
  /** The languages of the pages. */
  readonly languages: readonly string[];
  /** Whether the program has a newsletter. */
  readonly hasNewsletter: boolean;
  /** How days are written (`domain/values/date-format.ts`); null: as 2026-12-31, or as RFC 3339 writes instants. */
  readonly dates: string | null;
  readonly at: number;
}

/** What names a member within a file: the same key is the same person. */
export const keyOfImported = ({ id, number, address }: ImportedMember): string =>
  id !== null
    ? `id:${id}`
    : number !== null
      ? `number:${number}`
      : `address:${addressKey(address ?? '')}`;

/** Reads a line. @returns the first thing that is wrong with it, or what it says */
export const readMember = (
  raw: RawMember,
  rules: ImportRules,
): { readonly member: ImportedMember } | { readonly fault: FieldFault } =>
  orFault(() => ({ member: memberOf(raw, rules) }));

function memberOf(raw: RawMember, rules: ImportRules): ImportedMember {
  const { fields } = raw;
  const [id, number] = [idIn(fields.id), numberIn(fields.number)];
  const address = addressIn(fields.email);
  if (id === null && number === null && address === null) refuse('nobody', null);
  return {
    id,
    number,
    address,
    firstName: nameIn(fields['first-name']),
    language: languageIn(fields.language, rules),
    joinedAt: pastIn(fields.joined, rules),
    lots: lotsIn(raw, rules),
    tier: tierIn(raw, rules),
    newsletter: newsletterIn(raw, rules),
    externalIds: idsIn(raw),
  };
}

const nameAtMost = 60;

function nameIn(cell: Cell | undefined): string | null {
  if (!cell) return null;
  return cell.text.length > nameAtMost ? refuse('name', cell) : readFirstName(cell.text);
}

/** `en-GB` is `en`. */
function languageIn(cell: Cell | undefined, { languages }: ImportRules): string | null {
  if (!cell) return null;
  const [language = ''] = cell.text.toLowerCase().split(/[-_]/);
  return languages.includes(language) ? language : refuse('language', cell);
}

function lotsIn({ lots }: RawMember, rules: ImportRules): ImportedLot[] {
  const [last] = lots.slice(lotsAtMost);
  if (last) refuse('lots-many', last.points ?? null);
  const read = lots.flatMap(({ points, expires, available }) => {
    if (!points)
      return expires || available
        ? refuse('expiry-missing-points', expires ?? available ?? null)
        : [];
    const amount = pointsIn(points);
    if (amount === 0) return [];
    const expiresAt = expires ? timeIn(expires, rules, 'end') : null;
    if (expires && expiresAt !== null && expiresAt <= rules.at) refuse('expiry-past', expires);
    const availableAt = available ? timeIn(available, rules, 'start') : null;
    const waits = availableAt !== null && availableAt > rules.at ? availableAt : null;
    return [{ points: amount, expiresAt, availableAt: waits }];
  });
  const all = read.reduce((sum, lot) => sum + lot.points, 0);
  if (all > pointsAtMost) refuse('points-many', lots[0]?.points ?? null);
  return read;
}

function pointsIn(cell: Cell): number {
  const { text } = cell;
  if (rounded.test(text)) refuse('rounded', cell);
  if (/^[-−(]/.test(text)) refuse('points-negative', cell);
  // A whole number may have zeros behind its point, as spreadsheets write it; 1,234 may be either of two numbers.
  const [, whole] = /^\+?(\d{1,12})(?:\.0+)?$/.exec(text) ?? [];
  if (whole === undefined) return refuse('points', cell);
  return Number(whole) > pointsAtMost ? refuse('points-many', cell) : Number(whole);
}

function tierIn({ fields }: RawMember, rules: ImportRules): ImportedMember['tier'] {
  const { tier, 'tier-since': since, 'tier-until': until } = fields;
  const { program, at } = rules;
  if (!tier) return since || until ? refuse('tier-alone', since ?? until ?? null) : null;
  const found = program.tiers.findIndex(({ id, name }) =>
    [id, ...Object.values(name)].some((one) => one.toLowerCase() === tier.text.toLowerCase()),
  );
  const known = program.tiers[found];
  if (!known) return refuse('tier-unknown', tier);
  // Everybody stands in the first tier.
  if (found === 0) return null;
  if (!program.tierRule) return refuse('tier-no-rule', tier);
  if (!since || !until) return refuse('tier-alone', tier);
  const [from, end] = [pastIn(since, rules) ?? at, timeIn(until, rules, 'end')];
  return end <= at ? refuse('tier-over', until) : { id: known.id, since: from, until: end };
}

const wordsAtMost = 2_000;

/** A consent counts with the sentence that was agreed to, its language and its time, or not at all. */
function newsletterIn({ fields }: RawMember, rules: ImportRules): ImportedMember['newsletter'] {
  const { newsletter, 'newsletter-words': words, 'newsletter-language': spoken } = fields;
  if (!newsletter) return words ? refuse('consent-alone', words) : null;
  if (!rules.hasNewsletter) return refuse('consent-none', newsletter);
  if (!words || !spoken) return refuse('consent-alone', newsletter);
  if (words.text.length > wordsAtMost || !/\p{L}/u.test(words.text)) refuse('consent-words', words);
  return {
    at: pastIn(newsletter, rules) ?? rules.at,
    wording: words.text,
    language: languageIn(spoken, rules) ?? '',
  };
}
