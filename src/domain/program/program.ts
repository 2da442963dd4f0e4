import type { ScannerProfile } from '#domain/scan/scanner-profile.ts';
import type { Money } from '#domain/values/money.ts';
import type { Period } from '#domain/values/period.ts';
import type { OpeningHours } from './opening-hours.ts';
import type { WatchLimits } from './watch-limits.ts';
import type { MintVendor, Way } from './way.ts';

/** Words a retailer wrote, by language tag. `en` is there always and stands in for a missing language. */
export type Text = Readonly<Record<string, string>> & { readonly en: string };

export const textIn = (text: Text, language: string): string => text[language] ?? text.en;

/** The scheme and its rules, as the retailer's file says and the database keeps. All of it is data. */
export interface Program {
  readonly name: string;
  readonly brand: Brand;
  /** ISO 4217. One program, one currency. */
  readonly currency: string;
  /** IANA name; days begin and points expire by it. */
  readonly timeZone: string;
  /** What every member earns per major currency unit before the tier's rate; at most four decimals. */
  readonly pointsPerUnit: number;
  /** Points live this many whole months, to the end of that day. */
  readonly pointsLastMonths: number;
  readonly welcomePoints: number;
  /** Points of a purchase wait for its return window to end; absent: they can be spent at once. */
  readonly pending?: Pending;
  readonly voucherMinutes: number;
  /** So long a code of a shop's own is kept ready for a member who asks for that; absent: a day. */
  readonly readyHours?: number;
  readonly liveVouchersAtMost: number;
  /** What was paid with these earns nothing (a gift card was earned on when it was bought); absent: none. */
  readonly excludedTenders?: readonly string[];
  /** From how much on the watch list notes something, where it is other than usual. */
  readonly watch?: Partial<WatchLimits>;
  /** What one member is given by hand within a shift needs a second associate above this; absent: a usual amount. */
  readonly secondPersonAboveMinor?: number;
  readonly tiers: readonly Tier[];
  readonly rewards: readonly Reward[];
  readonly stores: readonly Store[];
  /** Where goods and rewards may come back; absent: to the store that gave them. A file that says nothing says any. */
  readonly returns?: 'any-store';
  /** Kept by the loading and in no file; absent: nothing has left. */
  readonly gone?: Gone;
}

/** Names of what an earlier loading had and the one in force has not: what happened there keeps its names. */
export interface Gone {
  readonly stores: Readonly<Record<string, string>>;
  readonly tills: Readonly<Record<string, string>>;
  readonly tiers: Readonly<Record<string, Text>>;
}

/** What a purchase earned is seen at once, and spent when the goods can't come back any more. */
export interface Pending {
  /** So many whole days after the day of the sale. */
  readonly days: number;
  /** Whether its spend counts towards a tier with the sale, or with its points. */
  readonly tiers: 'at-once' | 'when-available';
}

/** From the evening at home to the shop on the next day. */
export const usualReadyHours = 24;

export interface Brand {
  /** sRGB, `#rrggbb`; the pages derive every other colour from it. */
  readonly color: string;
  /** One or two letters or signs that stand on the card where there is no picture. */
  readonly mark: string;
  /** A drawing of one colour, so that it works on every ground; where it is, it stands for the mark. */
  readonly logo?: Logo;
}

/** Path data only: nothing in it can run or fetch, and it costs a few hundred bytes in the document. */
export interface Logo {
  readonly viewBox: string;
  readonly path: string;
}

export interface Tier {
  readonly id: string;
  readonly name: Text;
  /** Qualifying spend in the window from which the tier is held, minor units; the first tier's is 0. */
  readonly fromMinor: number;
  /** Multiplies `pointsPerUnit`; in hundredths, so that 1.25 is the integer 125. */
  readonly rateHundredths: number;
  readonly color: string;
  readonly perks: readonly Text[];
}

export interface Store {
  readonly id: string;
  readonly name: string;
  readonly posters: readonly Poster[];
  readonly tills: readonly { readonly id: string; readonly name: string }[];
  /** How a till there takes a voucher; absent: our own till page. */
  readonly way?: Way;
  /** Whose discounts are made there; given where the way is `mint`, and only there. */
  readonly mint?: MintVendor;
  /** What the store's scanners read; absent: Code 128 and QR of the twelve digits. */
  readonly scanner?: ScannerProfile;
  /** Absent: the usual ones. Only the watch list asks. */
  readonly hours?: OpeningHours;
}

/** A printed QR code with its place in a store. The placement is what its address ends with. */
export interface Poster {
  readonly placement: string;
  readonly place: Text;
}

export type Worth =
  | { readonly kind: 'amount-off'; readonly minor: number }
  | { readonly kind: 'percent-off'; readonly percent: number }
  | { readonly kind: 'free-product'; readonly product: Text }
  | { readonly kind: 'perk' };

export interface Reward {
  readonly id: string;
  readonly name: Text;
  /** What it includes and what not, said before the points go; absent: its name says it all. */
  readonly about?: Text;
  /** What the associate does, in words to act on. */
  readonly instruction: Text;
  readonly worth: Worth;
  readonly points: number;
  /** The lowest tier that may have it; absent: everybody. */
  readonly tier?: string;
  /** Stores where it can be had; absent: in all. */
  readonly stores?: readonly string[];
  readonly from?: number;
  readonly until?: number;
  /** How many there are at the first loading; absent: no end of them. */
  readonly stock?: number;
  /** How often one member may have it; absent: as often as they have the points. */
  readonly perMember?: RewardLimit;
}

/** So many in each period of the program's calendar. What was cancelled, ran out or was undone is none. */
export interface RewardLimit {
  readonly count: number;
  readonly every: Period;
}

export const amountOff = (minor: number, program: Program): Money => ({
  minor,
  currency: program.currency,
});

export function storeOf(program: Program, id: string | null): Store | null {
  return program.stores.find((store) => store.id === id) ?? null;
}

/** Where a reward can be had. */
export const storesWith = (program: Program, reward: Reward): Store[] =>
  program.stores.filter(({ id }) => reward.stores?.includes(id) ?? true);

/** A placement as it is compared: posters are typed by hand too, in any case. */
export function posterAt(
  program: Program,
  placement: string,
): { store: Store; poster: Poster } | null {
  const wanted = placement.toUpperCase();
  for (const store of program.stores) {
    const poster = store.posters.find((one) => one.placement === wanted);
    if (poster) return { store, poster };
  }
  return null;
}

export function tillOf(program: Program, tillId: string): { store: Store; name: string } | null {
  for (const store of program.stores) {
    const till = store.tills.find((one) => one.id === tillId);
    if (till) return { store, name: till.name };
  }
  return null;
}
