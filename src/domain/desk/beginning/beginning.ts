import { contrastOf, fillOf } from '#domain/program/brand-colour.ts';
import type { LogoPicture } from '#domain/program/picture.ts';
import type { Text } from '#domain/program/text.ts';
import type { TemplateId } from './template.ts';

/** The way from no program to a reward that was used on one's own phone. */
export const beginningSteps = [
  'template',
  'look',
  'place',
  'rewards',
  'store',
  'people',
  'poster',
  'rehearsal',
] as const;
export type BeginningStep = (typeof beginningSteps)[number];

/** How long each takes somebody who does it the first time, in minutes. */
export const stepMinutes: Readonly<Record<BeginningStep, number>> = {
  template: 1,
  look: 1,
  place: 1,
  rewards: 1,
  store: 1,
  people: 1,
  poster: 1,
  rehearsal: 3,
};

/** Steps that somebody says are done; the others are done by their answers. */
export const saidSteps = ['people', 'poster', 'rehearsal'] as const;

/** What stands at the till of the first store, which says how it takes a voucher. */
export const tillKinds = ['tablet', 'scanner', 'vendor', 'pos'] as const;
export type TillKind = (typeof tillKinds)[number];

/** A POS that somebody can program asks us; everywhere else our own page stands beside the till, at first at least. */
export const wayOfTill = (kind: TillKind): 'page' | 'ask' => (kind === 'pos' ? 'ask' : 'page');

/** What a shop makes of its template's rewards. */
export interface OwnRewards {
  /** Those that it does not give, by their ids. */
  readonly left: readonly string[];
  /** What it gives instead, by the id of the template's reward. */
  readonly named: Readonly<Record<string, Text>>;
  /** How much money each takes off where the shop has said so, by its id, minor units; absent: as the template has it. */
  readonly amounts?: Readonly<Record<string, number>>;
}

/** What a shop says of itself while it begins. */
export interface ShopAnswers {
  readonly template: TemplateId;
  readonly name: string;
  /** sRGB, `#rrggbb`. */
  readonly color: string;
  /** A picture that is stored; null: letters stand for the brand. */
  readonly logo: LogoPicture | null;
  /** ISO 4217. */
  readonly currency: string;
  /** IANA name. */
  readonly timeZone: string;
  /** What a usual purchase comes to, minor units. */
  readonly purchaseMinor: number;
  /** Besides English, which every program has. */
  readonly languages: readonly string[];
  readonly store: { readonly name: string; readonly till: TillKind };
  /** Absent: the shop has not looked at them. */
  readonly rewards?: OwnRewards;
}

/** The first letters of a shop's name, where there is no picture: `Alder & Rye` is `A`. */
export const markOf = (name: string): string =>
  [...name.normalize('NFC')].find((sign) => /[\p{L}\p{N}]/u.test(sign))?.toUpperCase() ?? '★';

/** Paler than this on white, nobody sees where a button begins. */
const contrastAtLeast = 1.3;

/** How a colour is shown, and how well what is written on it can be read. */
export function judgeColour(color: string): {
  readonly shown: string;
  readonly ink: string;
  readonly contrast: number;
  readonly isPale: boolean;
} {
  const { ground, ink } = fillOf(color);
  return {
    shown: ground,
    ink,
    contrast: Math.round(contrastOf(ground, ink) * 10) / 10,
    isPale: contrastOf(color, '#ffffff') < contrastAtLeast,
  };
}

/** The largest file of a logo, in bytes. */
export const logoBytesAtMost = 2_000_000;
