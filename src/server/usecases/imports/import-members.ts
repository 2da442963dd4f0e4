import type { ImportReport } from '#contract/admin/admin-imports.ts';
import { newsletterRules } from '#domain/earning/occasion.ts';
import type { FieldFault } from '#domain/imports/import-fault.ts';
import type { ImportRules } from '#domain/imports/read-member.ts';
import { readMember } from '#domain/imports/read-member.ts';
import { Refused } from '#domain/refusal.ts';
import { dateFormatFault } from '#domain/values/date-format.ts';
import { languages } from '#i18n/language.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { noteSecurity } from '#server/usecases/ground/note-security.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { type ReadWork, readWork, transact } from '#server/usecases/ground/work.ts';
import { ImportCount } from './count.ts';
import { membersFile } from './file-kinds.ts';
import {
  type ImportSource,
  knowLines,
  type Outcome,
  type ReadLine,
  readLine,
} from './know-lines.ts';
import { lineBatches } from './line-batches.ts';
import { LineKeys } from './line-keys.ts';
import { type FileFormat, type FileSource, readLines } from './read-file.ts';
import { faultOf, takeExisting } from './take-existing.ts';
import { Raced, takeNew } from './take-new.ts';

export interface ImportWish extends ImportSource, FileFormat {
  /** How days are written; null: 2026-12-31. */
  readonly dates: string | null;
  /** Whether lines without a fault are taken although others have one. */
  readonly accept: boolean;
  readonly dryRun: boolean;
  /** With which key a program sends it; absent: it is a command. */
  readonly adminKeyId?: string;
}

/** What became of a line. */
export interface LineTold {
  readonly line: number;
  readonly outcome: 'new' | 'added' | 'known' | 'fault';
  readonly fault: FieldFault | null;
  readonly ofLine: number | null;
}

export interface Listening {
  /** Told of each line once it is decided. */
  readonly told?: (line: LineTold) => void;
  /** Told after each batch: how many lines were taken. */
  readonly progress?: (taken: number, lines: number) => void;
}

/**
 * Brings members over from another system. The file is read twice: first to its end, so that a line with a fault refuses
 * all of it (unless `accept`) before anybody is made a member; then batch by batch, and each batch is there at once.
 * After a crash the same file goes on where it was, because a line that was taken is known. A dry run reads once.
 * @throws Refused `request-invalid`, `file-column`, `file-too-long`, or why the file can't be read
 */
export async function importMembers(
  context: Context,
  wish: ImportWish,
  source: FileSource,
  listening: Listening = {},
): Promise<ImportReport> {
  const looked = await look(context, wish, source, listening);
  const isRefused = looked.count.bad > 0 && !wish.accept;
  if (wish.dryRun || isRefused) {
    await noteLook(context, wish, looked.count);
    return looked.count.report(wish.dryRun ? 'rehearsed' : 'refused', wish.source);
  }
  const details = { source: wish.source, lines: looked.count.lines, new: looked.count.of('new') };
  if (looked.count.of('new') + looked.count.of('added') > 0)
    await transact(context, (work) => recordAct(work, { act: 'members-imported', details }));
  return take(context, wish, source, { ...listening, looked });
}

/** A look tells of each line whether it is a member, so it is on record as an act is. */
async function noteLook(
  context: Context,
  { source, adminKeyId }: ImportWish,
  { lines, bad }: ImportCount,
): Promise<void> {
  const details = { source, lines, bad, adminKeyId: adminKeyId ?? null };
  await transact(context, (work) => recordAct(work, { act: 'import-rehearsed', details }));
  if (adminKeyId) noteSecurity(context, 'import-rehearsed', { adminKeyId, lines, bad });
}

interface Looked {
  readonly rules: ImportRules;
  readonly count: ImportCount;
  /** The lines with a fault of their own, or beside others of the file. */
  readonly bad: ReadonlySet<number>;
}

/** Reads the file to its end and decides of each line, without any effect. */
async function look(
  context: Context,
  wish: ImportWish,
  source: FileSource,
  { told }: Listening,
): Promise<Looked> {
  const work = await readWork(context);
  const rules = rulesOf(work, wish);
  const count = new ImportCount();
  const bad = new Set<number>();
  const keys = new LineKeys(wish.source);
  const refuse = (line: number, fault: FieldFault, ofLine: number | null = null) => {
    bad.add(line);
    count.fault(line, fault, ofLine);
    told?.({ line, outcome: 'fault', fault, ofLine });
  };
  const good = async function* (): AsyncGenerator<ReadLine> {
    for await (const one of readLines(membersFile, source, wish, (columns) =>
      count.columns(columns),
    )) {
      count.lines += 1;
      const read = 'fault' in one ? one : readMember(one.raw, rules);
      if ('fault' in read) {
        refuse(one.line, read.fault);
        continue;
      }
      const twin = keys.add(one.line, read.member);
      if (twin) refuse(one.line, twin.fault, twin.ofLine);
      else if ('raw' in one) yield readLine(one.line, one.raw, read.member);
    }
  };
  for await (const lines of lineBatches(good())) {
    const outcomes = await knowLines(work, lines, wish);
    for (const [index, line] of lines.entries()) {
      const outcome = outcomes[index] ?? { what: 'known' };
      const twin = outcome.what === 'existing' ? keys.addMember(line.line, outcome.memberId) : null;
      if (outcome.what === 'fault') refuse(line.line, outcome.fault);
      else if (twin) refuse(line.line, twin.fault, twin.ofLine);
      else {
        count.add(outcome.what, line.member);
        if (wish.dryRun)
          told?.({ line: line.line, outcome: said(outcome), fault: null, ofLine: null });
      }
    }
  }
  return { rules, count, bad };
}

const said = ({ what }: Outcome): LineTold['outcome'] => (what === 'existing' ? 'added' : what);

function rulesOf({ program, at }: ReadWork, { dates }: ImportWish): ImportRules {
  const detail = dates === null ? null : dateFormatFault(dates);
  if (detail !== null) throw new Refused({ key: 'request-invalid', pointer: '/dates', detail });
  return {
    program,
    at,
    dates,
    hasNewsletter: newsletterRules(program).length > 0,
    languages: languages.map(({ language }) => language),
  };
}

/** Takes the lines that were found good, batch by batch. */
async function take(
  context: Context,
  wish: ImportWish,
  source: FileSource,
  { looked, told, progress }: Listening & { readonly looked: Looked },
): Promise<ImportReport> {
  const { rules, bad } = looked;
  const count = new ImportCount(looked.count);
  const good = async function* (): AsyncGenerator<ReadLine> {
    for await (const one of readLines(membersFile, source, wish)) {
      if (bad.has(one.line) || !('raw' in one)) continue;
      const read = readMember(one.raw, rules);
      if ('member' in read) yield readLine(one.line, one.raw, read.member);
    }
  };
  for await (const lines of lineBatches(good())) {
    const outcomes = await takeBatch(context, wish, lines);
    for (const [index, line] of lines.entries()) {
      const outcome = outcomes[index] ?? { what: 'known' };
      const fault = outcome.what === 'fault' ? outcome.fault : null;
      if (fault) count.fault(line.line, fault, null);
      else if (outcome.what !== 'fault') count.add(outcome.what, line.member);
      told?.({ line: line.line, outcome: said(outcome), fault, ofLine: null });
    }
    progress?.(count.decided, count.lines);
  }
  return count.report('done', wish.source);
}

/** New members in one transaction; who is one already in a transaction of their own. */
async function takeBatch(
  context: Context,
  wish: ImportWish,
  lines: readonly ReadLine[],
): Promise<Outcome[]> {
  const outcomes = await knowLines(await readWork(context), lines, wish);
  const isNew = (index: number) => outcomes[index]?.what === 'new';
  const together = lines.filter((_, index) => isNew(index));
  const done = together.length > 0 && (await takenTogether(context, wish, together));
  for (const [index, line] of lines.entries()) {
    const outcome = outcomes[index];
    if (!outcome || (isNew(index) && done)) continue;
    if (outcome.what === 'new' || outcome.what === 'existing')
      outcomes[index] = await takenAlone(context, wish, line);
  }
  return outcomes;
}

async function takenTogether(
  context: Context,
  { source }: ImportWish,
  lines: readonly ReadLine[],
): Promise<boolean> {
  try {
    await transact(context, (work) => takeNew(work, lines, source));
    return true;
  } catch (error) {
    if (error instanceof Raced) return false;
    throw error;
  }
}

/** A number that was drawn twice is another one the next time. */
const triesAtMost = 5;

/** Takes one line as things are now: somebody may have joined since it was looked at. */
async function takenAlone(context: Context, wish: ImportWish, line: ReadLine): Promise<Outcome> {
  for (let tries = 0; tries < triesAtMost; tries += 1) {
    try {
      return await transact(context, async (work) => {
        const [now = { what: 'known' as const }] = await knowLines(work, [line], wish);
        if (now.what === 'new') await takeNew(work, [line], wish.source);
        if (now.what !== 'existing') return now;
        return takeExisting(work, now.memberId, { line, source: wish.source });
      });
    } catch (error) {
      const fault = faultOf(error);
      if (fault) return { what: 'fault', fault };
      if (!(error instanceof Raced)) throw error;
    }
  }
  throw new Error('a line was taken by somebody else again and again');
}
