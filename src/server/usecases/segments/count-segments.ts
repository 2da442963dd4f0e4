import { textIn } from '#domain/program/text.ts';
import { everything } from '#i18n/everything.ts';
import { formatOf } from '#i18n/format.ts';
import type { Language } from '#i18n/language.ts';
import { conditionWords } from '#i18n/segment-words.ts';
import { allGoOnAs } from '#server/storage/merges/merges.ts';
import { membersInOrder } from '#server/storage/people/members.ts';
import { dueMembers } from '#server/storage/segments/segment-spans.ts';
import { segmentSweeps } from '#server/storage/segments/segment-sweeps.ts';
import { countSpans } from '#server/storage/segments/segment-turns.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { type ReadWork, readWork } from '#server/usecases/ground/work.ts';
import { foreseeMembers } from './foresee-members.ts';
import { type KeyedSegment, keyedSegments, segmentKey } from './segment-key.ts';

/** A segment in words, and how many are in it now. */
export interface CountedSegment {
  readonly id: string;
  readonly name: string;
  /** Each condition, in words that follow "a member who". */
  readonly all: readonly string[];
  readonly members: number;
  /** How it was counted: `kept` and `read` are exact; `about`: so many have just changed that they are counted as they were. */
  readonly counted: Counted;
}

type Counted = 'kept' | 'about' | 'read';

/** What is worked out within a second, beside a count. */
const dueAtMost = 1_000;
const membersAtOnce = 500;

/**
 * How many members each segment has: by the spans that are kept, and those who have changed since by the predicate that
 * rewards and news ask. A segment whose wording is so new that not all members have been looked at is counted member by
 * member, which takes as long as they have bought.
 */
export async function countSegments(
  context: Context,
  language: Language,
): Promise<readonly CountedSegment[]> {
  const work = await readWork(context);
  const { program } = work;
  const segments = keyedSegments(program);
  const counts = new Map(await countKept(work, segments));
  const others = segments.filter(({ key }) => !counts.has(key));
  if (others.length > 0) {
    const read = await readAll(work, others);
    for (const { key } of others) counts.set(key, { members: read.get(key) ?? 0, counted: 'read' });
  }
  const saying = {
    t: everything(language),
    format: formatOf(language, program.timeZone),
    language,
    program,
  };
  return (program.segments ?? []).map((segment) => {
    const count = counts.get(segmentKey(program, segment));
    if (!count) throw new Error('a segment of the program was not counted');
    return {
      id: segment.id,
      name: textIn(segment.name, language),
      all: segment.all.map((condition) => conditionWords(condition, saying)),
      ...count,
    };
  });
}

type Count = Pick<CountedSegment, 'members' | 'counted'>;

/**
 * How many members are in each segment of which it is kept who is in it, by its key. One whose wording is so new that not
 * all members have been looked at is left out.
 */
export async function countKept(
  work: ReadWork,
  segments: readonly KeyedSegment[],
): Promise<ReadonlyMap<string, Count>> {
  const { db, at } = work;
  const sweeps = await segmentSweeps(db);
  const isFilled = ({ key }: KeyedSegment) =>
    sweeps.some((one) => one.segment_key === key && one.done_at !== null);
  const filled = segments.filter(isFilled);
  const counts = new Map<string, Count>();
  // Read before the spans: who changes from here on may be counted as before or as after it.
  const due = filled.length === 0 ? [] : await dueMembers(db, at, dueAtMost + 1);
  const isAbout = due.length > dueAtMost;
  const goOn = isAbout ? new Map<string, string>() : await allGoOnAs(db, due);
  const apart = [...new Set([...goOn.keys(), ...goOn.values()])];
  const now = await membersNow(work, filled, apart);
  for (const { key } of filled) {
    const members = (await countSpans(db, { key, at }, apart)) + (now.get(key) ?? 0);
    counts.set(key, { members, counted: isAbout ? 'about' : 'kept' });
  }
  return counts;
}

/** How many of these members are in each segment at the instant of the work. */
async function membersNow(
  work: ReadWork,
  segments: readonly KeyedSegment[],
  memberIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const { spans } of await foreseeMembers(work, segments, memberIds))
    for (const [key, [first]] of spans)
      if (first?.from === work.at) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

async function readAll(
  work: ReadWork,
  segments: readonly KeyedSegment[],
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (let after = ''; ; ) {
    const found = await membersInOrder(work.db, after, membersAtOnce);
    const ids = found.map(({ id }) => id);
    for (const [key, members] of await membersNow(work, segments, ids))
      counts.set(key, (counts.get(key) ?? 0) + members);
    if (found.length < membersAtOnce) return counts;
    after = ids.at(-1) ?? '';
  }
}
