import type { Finding } from '#domain/events/watch.ts';
import { storeNameOf, tillNameOf } from '#domain/program/gone.ts';
import type { Program } from '#domain/program/program.ts';
import { minorDigits } from '#domain/values/currency.ts';
import { writeDecimal } from '#domain/values/money.ts';
import type { WatchNoteRow } from '#server/storage/db/schema-watch.ts';
import { watchNotes } from '#server/storage/events/watch.ts';
import { memberById } from '#server/storage/people/members.ts';
import { associateById } from '#server/storage/till/associates.ts';
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
  const notes = await watchNotes(context.store.read, { storeId, since });
  if (notes.length === 0) return ['Nothing was noted.'];
  const { program } = await readWork(context);
  return Promise.all(notes.map((note) => lineOf(context, program, note)));
}

async function lineOf({ store }: Context, program: Program, note: WatchNoteRow): Promise<string> {
  const member = note.member_id === null ? undefined : await memberById(store.read, note.member_id);
  const finding = JSON.parse(note.finding) as Finding; // watch-staff wrote it.
  const who = await actorName(store, program, note, finding);
  const where = note.store_id === null ? who : `${storeNameOf(program, note.store_id)}, ${who}`;
  const said = sentenceOf(finding, `member ${member?.number ?? note.member_id}`, program);
  const when = localText(note.at, program.timeZone);
  return `${when}  ${where}: ${said} [${note.subject_id}]`;
}

async function actorName(
  { read }: Context['store'],
  program: Program,
  { actor_kind: kind, actor_id: id }: WatchNoteRow,
  { rule }: Finding,
): Promise<string> {
  if (kind === 'associate') return (await associateById(read, id))?.name ?? id;
  // A till's page and its POS count against one limit.
  if (rule === 'till-guessed') return tillNameOf(program, id);
  return kind === 'till' ? `the POS of ${tillNameOf(program, id)}` : `support by ${id}`;
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
