import type { ProgramFile } from '#contract/program-file.ts';
import type { PaidMembership } from '#domain/program/paid-membership.ts';
import { type Brand, pictureKey } from '#domain/program/picture.ts';
import type { Program, Store } from '#domain/program/program.ts';
import { minorDigits } from '#domain/values/currency.ts';
import type { PicturesByName } from '#server/usecases/program/read-pictures.ts';
import { ruleInFile } from './file-earning.ts';
import { type PictureName, rewardInFile, tierInFile } from './file-rewards.ts';
import { segmentInFile } from './file-segments.ts';
import { amountOf, hoursOf, momentOf, rateOf, timeOf, wordsOf } from './file-values.ts';

/** A program as the content of a file. Reading it gives the same program, without the names of what has left. */
export function fileOf(program: Program, pictures: PicturesByName = {}): ProgramFile {
  const names = new Map(
    Object.entries(pictures).map(([key, { hash }]) => {
      const [use = ''] = key.split(' ', 1);
      return [`${use} ${hash}`, key.slice(use.length + 1)];
    }),
  );
  const pictureName: PictureName = (use, hash) =>
    names.get(pictureKey(use, hash)) ?? storedName(hash);
  const { tierRule, earning, paidMemberships } = program;
  return {
    name: program.name,
    ...(program.company && { company: { ...program.company } }),
    brand: brandInFile(program.brand, pictureName),
    ...settingsInFile(program),
    ...watchInFile(program),
    ...(program.facts && {
      facts: program.facts.map(({ id, name }) => ({ id, name: wordsOf(name) })),
    }),
    ...(program.segments && {
      segments: program.segments.map((one) => segmentInFile(one, program.currency)),
    }),
    ...(program.messages && { messages: messagesInFile(program.messages) }),
    ...(tierRule && { 'tier-rule': tierRuleInFile(tierRule) }),
    ...(paidMemberships && {
      'paid-membership': paidMemberships.map((one) => membershipInFile(one, program)),
    }),
    ...(earning && { earning: earning.map((rule) => ruleInFile(rule, program)) }),
    tiers: program.tiers.map((tier) => tierInFile(tier, program, pictureName)),
    rewards: program.rewards.map((reward) => rewardInFile(reward, program, pictureName)),
    stores: program.stores.map(storeInFile),
  };
}

/** The pictures of a program, under the names that `fileOf` gives those that have none. */
export function picturesOf({ brand, tiers, rewards }: Program): PicturesByName {
  const { logoPicture, cover } = brand;
  const white = '#ffffff';
  return Object.fromEntries([
    ...(logoPicture
      ? [[pictureKey('logo', storedName(logoPicture.hash)), { ...logoPicture, color: white }]]
      : []),
    ...[cover, ...tiers.map(({ picture }) => picture)].flatMap((one) =>
      one ? [[pictureKey('wide', storedName(one.hash)), { ...one, ratio: 1 }]] : [],
    ),
    ...rewards.flatMap(({ picture }) =>
      picture ? [[pictureKey('reward', storedName(picture.hash)), { ...picture, ratio: 1 }]] : [],
    ),
  ]);
}

const storedName = (hash: string): string => `pictures/${hash}`;

function brandInFile({ color, mark, ...brand }: Brand, name: PictureName): ProgramFile['brand'] {
  const { logo, logoPicture, cover } = brand;
  return {
    color,
    mark,
    ...(logo && { logo: { 'view-box': logo.viewBox, path: logo.path } }),
    ...(logoPicture && { logo: name('logo', logoPicture.hash) }),
    ...(cover && { cover: name('wide', cover.hash) }),
  };
}

function settingsInFile(program: Program) {
  const { expiry, pending, forgetAfterMonths, lateSalesDays, claims, readyHours } = program;
  const { returns, excludedTenders, multipliedAtMostHundredths } = program;
  return {
    currency: program.currency,
    'time-zone': program.timeZone,
    'points-per-unit': String(program.pointsPerUnit),
    'points-last-months': String(program.pointsLastMonths),
    ...(forgetAfterMonths !== undefined && { 'forget-after-months': String(forgetAfterMonths) }),
    ...(expiry && {
      expiry: {
        ...(expiry.ends && { ends: expiry.ends }),
        ...(expiry.noticeDays !== undefined && { 'notice-days': String(expiry.noticeDays) }),
        ...(expiry.reinstateDays !== undefined && {
          'reinstate-days': String(expiry.reinstateDays),
        }),
      },
    }),
    'welcome-points': String(program.welcomePoints),
    ...(lateSalesDays !== undefined && { 'late-sales-days': String(lateSalesDays) }),
    ...(multipliedAtMostHundredths !== undefined && {
      'multiplied-at-most': rateOf(multipliedAtMostHundredths, 2),
    }),
    ...(pending && { pending: { days: String(pending.days), tiers: pending.tiers } }),
    ...(claims && { claims: { days: String(claims.days) } }),
    'voucher-minutes': String(program.voucherMinutes),
    'live-vouchers-at-most': String(program.liveVouchersAtMost),
    ...(readyHours !== undefined && { 'ready-hours': String(readyHours) }),
    ...(returns === undefined && { returns: 'same-store' as const }),
    ...(excludedTenders && { 'excluded-tenders': [...excludedTenders] }),
  };
}

function watchInFile({ currency, watch, secondPersonAboveMinor, secondPersonUndone }: Program) {
  const sums = ({ count, minor }: { readonly count: number; readonly minor: number }) => ({
    number: String(count),
    sum: amountOf(minor, currency),
  });
  const counts = ({ count, points }: { readonly count: number; readonly points: number }) => ({
    number: String(count),
    points: String(points),
  });
  const { purchaseMinor, purchases, member, undone, adjusted, lookUps, pos } = watch ?? {};
  const limits = {
    ...(purchases && { purchases: sums(purchases) }),
    ...(member && { member: sums(member) }),
    ...(undone && { undone: counts(undone) }),
    ...(adjusted && { adjusted: counts(adjusted) }),
    ...(lookUps !== undefined && { 'look-ups': String(lookUps) }),
    ...(pos && { pos: sums(pos) }),
  };
  return {
    ...(purchaseMinor !== undefined && {
      'watch-purchases-above': amountOf(purchaseMinor, currency),
    }),
    ...(secondPersonAboveMinor !== undefined && {
      'second-person-above': amountOf(secondPersonAboveMinor, currency),
    }),
    ...(secondPersonUndone && { 'second-person-undone': counts(secondPersonUndone) }),
    ...(Object.keys(limits).length > 0 && { watch: limits }),
  };
}

function messagesInFile({
  on,
  off,
  quiet,
  unaskedAWeek,
}: NonNullable<Program['messages']>): NonNullable<ProgramFile['messages']> {
  return {
    ...(on && { on: [...on] }),
    ...(off && { off: [...off] }),
    ...(quiet && { quiet: hoursOf(quiet) }),
    ...(unaskedAWeek !== undefined && { 'unasked-a-week': String(unaskedAWeek) }),
  };
}

const tierRuleInFile = ({
  months,
  ...words
}: NonNullable<Program['tierRule']>): NonNullable<ProgramFile['tier-rule']> => ({
  ...words,
  ...(months !== undefined && { months: String(months) }),
});

function membershipInFile(
  { tierId, months, priceMinor, products, refund, ...more }: PaidMembership,
  { currency, timeZone }: Program,
): NonNullable<ProgramFile['paid-membership']>[number] {
  const { pointWorthMillionths: point, rewardWorthMinor: worth, from, until } = more;
  return {
    tier: tierId,
    months: String(months),
    price: amountOf(priceMinor, currency),
    ...(products && { products: [...products] }),
    refund: {
      ...(refund.wholeDays > 0 && { 'first-days': String(refund.wholeDays) }),
      later: refund.later,
      ...(refund.lessBenefits && { 'less-benefits': 'true' as const }),
    },
    ...(point !== undefined && {
      'point-worth': rateOf(point / 10 ** minorDigits(currency), 6),
    }),
    ...(worth && {
      worth: Object.fromEntries(
        Object.entries(worth).map(([id, minor]) => [id, amountOf(minor, currency)]),
      ),
    }),
    ...(from !== undefined && { from: momentOf(from, timeZone) }),
    ...(until !== undefined && { until: momentOf(until, timeZone, 1) }),
  };
}

function storeInFile(store: Store): ProgramFile['stores'][number] {
  const { scanner, hours } = store;
  return {
    id: store.id,
    name: store.name,
    posters: store.posters.map(({ placement, place }) => ({ placement, place: wordsOf(place) })),
    tills: store.tills.map(({ id, name }) => ({ id, name })),
    ...(store.way && { way: store.way }),
    ...(store.mint && { mint: store.mint }),
    ...(scanner && {
      scanner: {
        symbology: scanner.symbology,
        ...(scanner.prefix !== '' && { prefix: scanner.prefix }),
        ...(scanner.suffix !== '' && { suffix: scanner.suffix }),
        ...(scanner.digitsOnly && { 'digits-only': 'true' as const }),
      },
    }),
    ...(hours && {
      hours: { opens: timeOf(hours.opensMinute), closes: timeOf(hours.closesMinute) },
    }),
  };
}
