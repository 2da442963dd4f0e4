import type { Pair, Rehearsal } from '#contract/desk/desk-foresight.ts';
import type { Program } from '#domain/program/program.ts';
import { textIn } from '#domain/program/text.ts';
import { digitGroups, formatOf } from '#i18n/format.ts';
import { many } from '#server/admin/admin-command.ts';
import { localText } from '#server/admin/admin-time.ts';
import { moveLines } from '#server/admin/what-if-words.ts';

/** What a rehearsal found, as an administrator reads it at a terminal. */
export function rehearsalLines(found: Rehearsal, program: Program): string[] {
  const { timeZone, currency } = program;
  const { from, until, members, sales, differences, worth } = found;
  const span = `${localText(from, timeZone)} to ${localText(until, timeZone)} (${timeZone})`;
  const { money } = formatOf('en', timeZone);
  const [was, would] = [worth?.was ?? 0, worth?.would ?? 0].map((minor) =>
    money({ minor, currency }),
  );
  const liability = worth ? `, worth ${was} → ${would}` : '';
  return [
    `Nothing was loaded. ${many(members, 'member')} and ${many(sales, 'purchase')}, ${span}, as it was → as it would have been:`,
    differences.sales + differences.members === 0
      ? 'No difference.'
      : `${many(differences.sales, 'purchase')} would have other points or another tier, and ${many(differences.members, 'member')} other points now.`,
    `  points for purchases    ${pair(found.given)}`,
    `  stamps, goals, friends  ${pair(found.awards)}`,
    `  for other occasions     ${pair(found.occasions)}`,
    `  redeemed                ${pair(found.redeemed)}`,
    ...(found.missed > 0
      ? [`  ${many(found.missed, 'redemption')} could not have been made.`]
      : []),
    `  ended unused            ${pair(found.expired)}`,
    `  what members have now   ${pair(found.outstanding)}${liability}`,
    'By tier: members, points that they have, points given at it',
    ...found.tiers.map(
      (tier) =>
        `  ${textIn(tier.name, 'en')}: ${pair(tier.members)}; ${pair(tier.outstanding)}; ${pair(tier.given)}`,
    ),
    'By store: purchases, points given for them',
    ...found.stores.map(
      ({ name, sales: sold, given }) => `  ${name}: ${counted(sold)}; ${pair(given)}`,
    ),
    'From one tier to another:',
    ...moveLines(found.moves),
    ...(found.most.length > 0 ? ['Whose points change most:'] : []),
    ...found.most.map(
      ({ number, outstanding }) => `  ${digitGroups(number)}: ${pair(outstanding)}`,
    ),
    ...(found.notRehearsed.length > 0
      ? [
          `Not rehearsed, because nobody did yet what only these reward: ${found.notRehearsed.join(', ')}.`,
        ]
      : []),
  ];
}

const counted = (count: number): string => count.toLocaleString('en');

function pair({ was, would }: Pair): string {
  if (was === would) return counted(was);
  const more = would - was;
  return `${counted(was)} → ${counted(would)} (${more > 0 ? '+' : '−'}${counted(Math.abs(more))})`;
}
