import type { WatchNote } from '#contract/desk/desk-watch.ts';
import type { Finding } from '#domain/events/watch.ts';
import { tillNameOf } from '#domain/program/gone.ts';
import type { Program } from '#domain/program/program.ts';
import { minorDigits } from '#domain/values/currency.ts';
import { writeDecimal } from '#domain/values/money.ts';
import { listWatchNotes } from '#server/usecases/followers/watch-list.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { readArgs } from './admin-args.ts';
import { type Commands, many, onceKnownStore } from './admin-command.ts';
import { localText, sinceOf } from './admin-time.ts';

const usualSince = '7d';

export const watchCommands = {
  watch,
} satisfies Commands;

async function watch(context: Context, args: readonly string[]): Promise<readonly string[]> {
  const { words, options } = readArgs(args, ['since']);
  const storeId = words[0] ?? null;
  const since = sinceOf(options.since ?? usualSince, context.now());
  if (storeId !== null) await onceKnownStore(context, storeId);
  const notes = await listWatchNotes(context, { storeId, since });
  if (notes.length === 0) return ['Nothing was noted.'];
  const { program } = await readWork(context);
  return notes.map((note) => lineOf(program, note));
}

function lineOf(program: Program, note: WatchNote): string {
  const where = [...(note.store === null ? [] : [note.store]), actorIn(note)].join(', ');
  const member = `member ${note.member?.number ?? 'who has left'}`;
  const said = sentenceOf(note.finding, member, program);
  const when = localText(note.at, program.timeZone);
  const decided = note.decided
    ? ` (${decisionWords[note.decided.decision]}, ${note.decided.by})`
    : '';
  return `${when}  ${where}: ${said} [${note.subjectId}]${decided}`;
}

const decisionWords = {
  explained: 'explained',
  talked: 'talked about it',
  watching: 'looked at more closely',
  acted: 'something followed',
} as const satisfies Record<NonNullable<WatchNote['decided']>['decision'], string>;

function actorIn({ who: { kind, name }, finding }: WatchNote): string {
  if (kind === 'associate') return name;
  // A till's page and its POS count against one limit.
  if (finding.rule === 'till-guessed') return name;
  return kind === 'till' ? `the POS of ${name}` : `support by ${name}`;
}

/** What was found, as a fact; a person decides what it means. */
function sentenceOf(finding: Finding, member: string, program: Program): string {
  const amount = (minor: number) =>
    `${writeDecimal(minor, minorDigits(program.currency))} ${program.currency}`;
  switch (finding.rule) {
    case 'own-account':
      return `served the own account, ${member}`;
    case 'same-member':
      return `redeemed ${many(finding.count, 'voucher')} of ${member} within 12 hours`;
    case 'typed-in-a-row':
      return `typed ${many(finding.count, 'code')} in a row instead of scanning, last of ${member}`;
    case 'typed-often':
      return `typed ${finding.typed} of ${finding.of} codes within 12 hours`;
    case 'reversed-late':
      return `undid the own redemption of ${member} after ${many(finding.minutes, 'minute')}`;
    case 'reversed-after-closing':
      return `undid a redemption of ${member} while the store was closed`;
    case 'many-reversals':
      return `undid ${many(finding.count, 'redemption')} within 12 hours, last of ${member}`;
    case 'points-undone':
      return `undid redemptions of ${many(finding.points, 'point')} within 12 hours, last of ${member}`;
    case 'large-purchase':
      return `reported a purchase of ${amount(finding.minor)} by hand for ${member}`;
    case 'many-purchases':
      return `reported ${many(finding.count, 'purchase')} of ${amount(finding.minor)} by hand within 12 hours, last for ${member}`;
    case 'member-by-hand':
      return `reported by hand for ${member}, who got ${many(finding.count, 'purchase')} of ${amount(finding.minor)} by hand within 12 hours`;
    case 'same-receipt':
      return `reported a receipt by hand for ${member} that ${tillNameOf(program, finding.tillId)} has too, with the same amount`;
    case 'many-adjustments':
      return `adjusted ${many(finding.count, 'time')} within 12 hours, ${many(finding.points, 'point')}, last of ${member}`;
    case 'own-claim':
      return `claimed a receipt of the own store for the own account, ${member}`;
    case 'many-claims':
      return `had ${many(finding.count, 'sale')} claimed within 12 hours, last by ${member}`;
    case 'own-friend':
      return `invited a friend who bought in the own store, ${member}`;
    case 'many-friends':
      return `had ${many(finding.count, 'purchase')} of invited friends within 12 hours, the last one brought points to ${member}`;
    case 'many-look-ups':
      return `looked ${many(finding.count, 'member')} up by address or number within 12 hours`;
    case 'locked-again':
      return `was locked ${many(finding.count, 'time')} after wrong PINs within 12 hours`;
    case 'till-guessed':
      return 'sent so much that is nobody’s that it had to wait';
    case 'unusual-day':
      return unusual(finding, amount);
  }
}

const kinds = {
  purchase: 'purchase',
  return: 'return',
  redemption: 'redemption',
  reversal: 'undoing',
};

function unusual(
  { what, today, usual }: Extract<Finding, { rule: 'unusual-day' }>,
  amount: (minor: number) => string,
): string {
  const sum = (of: number) =>
    what === 'purchase' || what === 'return' ? amount(of) : many(of, 'point');
  const had = usual.count === 0 ? 'none' : `at most ${usual.count} and ${sum(usual.sum)} on a day`;
  return `${many(today.count, kinds[what])} of ${sum(today.sum)} today; in four weeks before ${had}`;
}
