import type { ProgramFile } from '#contract/program-file.ts';
import type { Expiry } from '#domain/program/expiry.ts';
import type { OpeningHours } from '#domain/program/opening-hours.ts';
import type { Program, Reward, Store, Tier } from '#domain/program/program.ts';
import type { ProgramFault } from '#domain/program/program-fault.ts';
import type { Text } from '#domain/program/text.ts';
import type { ScannerProfile } from '#domain/scan/scanner-profile.ts';
import { currencies, minorDigits } from '#domain/values/currency.ts';
import { readDecimal } from '#domain/values/money.ts';
import { isLanguage, languages } from '#i18n/language.ts';
import { type EarningSettings, earningSettings } from './program-file-earning.ts';
import { membershipSettings } from './program-file-membership.ts';
import { messageSettings } from './program-file-messages.ts';
import { rewardIn } from './program-file-rewards.ts';
import { segmentSettings } from './program-file-segments.ts';
import type { Reader } from './program-file-terms.ts';
import { tierLimits, tierSettings } from './program-file-tiers.ts';
import { minuteOf } from './program-file-times.ts';
import { type WatchSettings, watchSettings } from './program-file-watch.ts';
import { isTimeZone } from './time-zone.ts';

type Path = ProgramFault['path'];
type Words = ProgramFile['tiers'][number]['name'];
type FileStore = ProgramFile['stores'][number];

/**
 * Turns the file's values into the domain's: minor units, instants, words by language.
 * @returns a program; use it only if there are no faults
 */
export function programOf(file: ProgramFile): { program: Program; faults: ProgramFault[] } {
  const faults = settingFaults(file);
  // Nothing below can be read without a currency and a time zone.
  if (faults.length > 0) return { program: { ...frame(file), ...nothing }, faults };
  const reading = new Reading(file, faults);
  const program: Program = {
    ...frame(file),
    ...reading.watch(),
    ...reading.earning(),
    ...tierSettings(file),
    ...reading.facts(),
    ...reading.segments(),
    ...messageSettings(file),
    ...membershipSettings(file, { minor: (text, path) => reading.minor(text, path) }),
    tiers: file.tiers.map((tier, index) => reading.tier(tier, ['tiers', index])),
    rewards: file.rewards.map((reward, index) => reading.reward(reward, ['rewards', index])),
    stores: file.stores.map((store, index) => reading.store(store, ['stores', index])),
  };
  return { program, faults };
}

const nothing = { tiers: [], rewards: [], stores: [] };

function frame(file: ProgramFile): Omit<Program, keyof typeof nothing> {
  const { color, mark, logo } = file.brand;
  return {
    name: file.name,
    ...(file.company && { company: file.company }),
    brand: {
      color: color.toLowerCase(),
      mark,
      ...(typeof logo === 'object' && { logo: { viewBox: logo['view-box'], path: logo.path } }),
    },
    currency: file.currency,
    timeZone: file['time-zone'],
    pointsPerUnit: Number(file['points-per-unit']),
    pointsLastMonths: Number(file['points-last-months']),
    ...(file['forget-after-months'] && {
      forgetAfterMonths: Number(file['forget-after-months']),
    }),
    ...(file.expiry && { expiry: expiryIn(file.expiry) }),
    welcomePoints: Number(file['welcome-points']),
    voucherMinutes: Number(file['voucher-minutes']),
    liveVouchersAtMost: Number(file['live-vouchers-at-most']),
    ...(file.pending && {
      pending: { days: Number(file.pending.days), tiers: file.pending.tiers ?? 'at-once' },
    }),
    ...(file['late-sales-days'] && { lateSalesDays: Number(file['late-sales-days']) }),
    ...(file.claims && { claims: { days: Number(file.claims.days) } }),
    ...(file['ready-hours'] && { readyHours: Number(file['ready-hours']) }),
    ...(file.returns !== 'same-store' && { returns: 'any-store' as const }),
    ...(file['excluded-tenders'] && { excludedTenders: file['excluded-tenders'] }),
  };
}

const expiryIn = (expiry: NonNullable<ProgramFile['expiry']>): Partial<Expiry> => ({
  ...(expiry.ends && { ends: expiry.ends }),
  ...(expiry['notice-days'] && { noticeDays: Number(expiry['notice-days']) }),
  ...(expiry['reinstate-days'] && { reinstateDays: Number(expiry['reinstate-days']) }),
});

function settingFaults(file: ProgramFile): ProgramFault[] {
  const faults: ProgramFault[] = [];
  if (!currencies().includes(file.currency)) {
    faults.push({ path: ['currency'], reason: 'must be a currency of ISO 4217 such as EUR' });
  }
  if (!isTimeZone(file['time-zone'])) {
    faults.push({ path: ['time-zone'], reason: 'must be a time zone such as Europe/Dublin' });
  }
  return faults;
}

/** Reads the file part by part, and collects faults with their places. */
class Reading {
  readonly #file: ProgramFile;
  readonly #faults: ProgramFault[];

  constructor(file: ProgramFile, faults: ProgramFault[]) {
    this.#file = file;
    this.#faults = faults;
  }

  watch(): WatchSettings {
    return watchSettings(this.#file, (text, path) => this.minor(text, path));
  }

  earning(): EarningSettings {
    return earningSettings(this.#file, this.#reader());
  }

  segments(): Pick<Program, 'segments'> {
    return segmentSettings(this.#file, this.#reader());
  }

  #reader(): Reader {
    return {
      minor: (text, path) => this.minor(text, path),
      words: (words, path) => this.#words(words, path),
      fault: (path, reason) => this.#fault(path, reason),
    };
  }

  facts(): Pick<Program, 'facts'> {
    const facts = this.#file.facts?.map(({ id, name }, index) => ({
      id,
      name: this.#words(name, ['facts', index, 'name']),
    }));
    return facts ? { facts } : {};
  }

  tier(tier: ProgramFile['tiers'][number], path: Path): Tier {
    return {
      id: tier.id,
      name: this.#words(tier.name, [...path, 'name']),
      ...tierLimits(this.#file, tier, path, {
        minor: (text, at) => this.minor(text, at),
        fault: (at, reason) => this.#fault(at, reason),
      }),
      rateHundredths: readDecimal(tier.rate, 2) ?? 0, // The schema allowed two digits.
      color: tier.color.toLowerCase(),
      perks: tier.perks.map((perk, index) => this.#words(perk, [...path, 'perks', index])),
    };
  }

  store(store: FileStore, path: Path): Store {
    return {
      id: store.id,
      name: store.name,
      posters: store.posters.map(({ placement, place }, index) => ({
        placement,
        place: this.#words(place, [...path, 'posters', index, 'place']),
      })),
      tills: store.tills,
      ...(store.way && { way: store.way }),
      ...(store.mint && { mint: store.mint }),
      ...(store.scanner && { scanner: scannerOf(store.scanner) }),
      ...(store.hours && { hours: hoursOf(store.hours) }),
    };
  }

  reward(reward: ProgramFile['rewards'][number], path: Path): Reward {
    return rewardIn(reward, path, {
      timeZone: this.#file['time-zone'],
      minor: (text, at) => this.minor(text, at),
      words: (words, at) => this.#words(words, at),
      fault: (at, reason) => this.#fault(at, reason),
    });
  }

  minor(amount: string, path: Path): number {
    const { currency } = this.#file;
    const digits = minorDigits(currency);
    const minor = readDecimal(amount, digits);
    if (minor !== null) return minor;
    this.#fault(path, `${currency} has ${digits} digits after the point, not more`);
    // The next amount that there is, so that what is checked later finds no second, untrue fault in it.
    return Math.ceil(Number(amount) * 10 ** digits);
  }

  #words(words: Words, path: Path): Text {
    if (typeof words === 'string') return { en: words };
    for (const language of Object.keys(words)) {
      if (isLanguage(language)) continue;
      const known = languages.map((one) => one.language).join(', ');
      this.#fault([...path, language], `is not a language that Tillpass speaks (${known})`);
    }
    return words;
  }

  #fault(path: Path, reason: string): void {
    this.#faults.push({ path, reason });
  }
}

const scannerOf = (scanner: NonNullable<FileStore['scanner']>): ScannerProfile => ({
  symbology: scanner.symbology,
  prefix: scanner.prefix ?? '',
  suffix: scanner.suffix ?? '',
  digitsOnly: scanner['digits-only'] === 'true',
});

const hoursOf = ({ opens, closes }: NonNullable<FileStore['hours']>): OpeningHours => ({
  opensMinute: minuteOf(opens),
  closesMinute: minuteOf(closes),
});
