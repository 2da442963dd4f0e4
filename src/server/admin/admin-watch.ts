import type { Finding } from '#domain/events/watch.ts';
import { storeNameOf } from '#domain/program/gone.ts';
import type { Program } from '#domain/program/program.ts';
import { minorDigits } from '#domain/values/currency.ts';
import { writeDecimal } from '#domain/values/money.ts';
import type { WatchNoteRow } from '#server/storage/db/schema-watch.ts';
import { watchNotes } from '#server/storage/events/watch.ts';
import { memberById } from '#server/storage/people/members.ts';
import { associateById } from '#server/storage/till/associates.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { type CommandTable, knownStore, readArgs } from './admin-command.ts';
import { localText, sinceOf } from './admin-time.ts';

const usualSince = '7d';

export const watchCommands: CommandTable = {
  watch: {
    args: '[STORE] [--since 7d|DATE]',
    does: 'what associates did that somebody should look at',
    run: watch,
  },
};

async function watch(context: Context, args: readonly string[]): Promise<readonly string[]> {
  const { words, options } = readArgs(args, ['since']);
  const storeId = words[0] ?? null;
  const since = sinceOf(options.since ?? usualSince, context.now());
  if (storeId !== null) await knownStore(context, storeId);
  const notes = await watchNotes(context.store.read, { storeId, since });
  if (notes.length === 0) return ['Nothing was noted.'];
  const { program } = await readWork(context);
  return Promise.all(notes.map((note) => lineOf(context, program, note)));
}

async function lineOf({ store }: Context, program: Program, note: WatchNoteRow): Promise<string> {
  const associate = await associateById(store.read, note.associate_id);
  const member = await memberById(store.read, note.member_id);
  const finding = JSON.parse(note.finding) as Finding; // watch-staff wrote it.
  const where = storeNameOf(program, note.store_id);
  const who = associate?.name ?? note.associate_id;
  const said = sentenceOf(finding, `member ${member?.number ?? note.member_id}`, program.currency);
  const when = localText(note.at, program.timeZone);
  return `${when}  ${where}, ${who}: ${said} [${note.subject_id}]`;
}

/** What was found, as a fact: what it means is for a person to say. */
function sentenceOf(finding: Finding, member: string, currency: string): string {
  switch (finding.rule) {
    case 'own-account':
      return `served the own account, ${member}`;
    case 'same-member':
      return `redeemed ${finding.count} vouchers of ${member} within 12 hours`;
    case 'typed-in-a-row':
      return `typed ${finding.count} codes in a row instead of scanning them, last of ${member}`;
    case 'typed-often':
      return `typed ${finding.typed} of ${finding.of} codes within 12 hours`;
    case 'reversed-late':
      return `undid the own redemption of ${member} after ${finding.minutes} minutes`;
    case 'reversed-after-closing':
      return `undid a redemption of ${member} while the store was closed`;
    case 'many-reversals':
      return `undid ${finding.count} redemptions within 12 hours, last of ${member}`;
    case 'large-purchase': {
      const amount = writeDecimal(finding.minor, minorDigits(currency));
      return `reported a purchase of ${amount} ${currency} by hand for ${member}`;
    }
  }
}
