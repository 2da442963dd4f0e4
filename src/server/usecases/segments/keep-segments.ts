import type { SegmentSweepRow } from '#server/storage/db/schema-desk.ts';
import { allGoOnAs } from '#server/storage/merges/merges.ts';
import { membersInOrder } from '#server/storage/people/members.ts';
import {
  dueMembers,
  keysIn,
  type Looked,
  newsOfMembers,
  purgeSpans,
  putSpans,
} from '#server/storage/segments/segment-spans.ts';
import {
  beginSweeps,
  endSweeps,
  moveSweeps,
  segmentSweeps,
} from '#server/storage/segments/segment-sweeps.ts';
import { foldTurns, keyToFold, purgeTurns } from '#server/storage/segments/segment-turns.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { programInForce } from '#server/usecases/ground/program-in-force.ts';
import { type ReadWork, readWork, transact, type Work } from '#server/usecases/ground/work.ts';
import { type ForeseenMember, foreseeMembers } from './foresee-members.ts';
import { type KeyedSegment, keyedSegments } from './segment-key.ts';

/** So few at once that on SQLite, where one process does everything, a till waits for some milliseconds. */
const membersAtOnce = 50;
const purgedAtOnce = 10 * membersAtOnce;

/**
 * A process may still work by the program before when another has seen a new key, and while a new version is rolled out, one
 * of the version before, which marks nobody. Neither goes on for so long, so the sweep passes nobody whose change is not marked.
 */
const settledMs = 10 * 60_000;

/**
 * Keeps when members are in the program's segments: first of those who have changed or whose time has come, then, for a key
 * that is new, of all members in turn. Whoever stops on the way leaves them marked, and two processes write the same.
 * @returns whether there is more to do at once
 */
export async function keepSegments(context: Context): Promise<boolean> {
  const { store } = context;
  if (!(await programInForce(store, store.read, context.now()))) return false;
  const work = await readWork(context);
  const segments = keyedSegments(work.program);
  const sweeps = await segmentSweeps(store.read);
  if (!isAgreed(segments, sweeps)) return begin(context);
  // All of it in every round: in a busy shop somebody is due in each of them, and what waited for that would never be done.
  const due = segments.length > 0 && (await lookAtDue(work, segments, sweeps));
  const swept = segments.length > 0 && (await sweepOn(work, segments, sweeps));
  const folded = await fold(work, sweeps);
  const purged = await purge(context, sweeps);
  return due || swept || folded || purged;
}

/** Whether the keys of a program are those that are kept. */
const isAgreed = (segments: readonly KeyedSegment[], sweeps: readonly SegmentSweepRow[]): boolean =>
  segments.length === sweeps.length &&
  segments.every(({ key }) => sweeps.some((one) => one.segment_key === key));

const begin = (context: Context): Promise<boolean> =>
  transact(context, async (work) => {
    const keys = keyedSegments(work.program).map(({ key }) => key);
    const before = (await segmentSweeps(work.db)).map((one) => one.segment_key);
    await endSweeps(
      work,
      before.filter((key) => !keys.includes(key)),
    );
    await beginSweeps(
      work,
      keys.filter((key) => !before.includes(key)),
      work.at,
    );
    return true;
  });

/** A member whose rows can't be read is looked at again so much later, so that nobody waits behind them. */
const againMs = 5 * 60_000;

/** Members who have changed, or whose time has come. @returns whether there may be more */
async function lookAtDue(
  work: ReadWork,
  segments: readonly KeyedSegment[],
  sweeps: readonly SegmentSweepRow[],
): Promise<boolean> {
  // As long as nothing is counted by spans, nobody is in a hurry, and most of them the sweep will reach anyway.
  if (sweeps.every((one) => one.done_at === null)) return false;
  const due = await dueMembers(work.db, work.at, membersAtOnce);
  if (due.length === 0) return false;
  await lookAt(work, segments, due);
  return true;
}

/** The next members of all, for keys that are not filled. @returns whether there may be more */
async function sweepOn(
  work: ReadWork,
  segments: readonly KeyedSegment[],
  sweeps: readonly SegmentSweepRow[],
): Promise<boolean> {
  const open = sweeps.filter((one) => one.done_at === null && work.at >= one.seen_at + settledMs);
  const from = open.map((one) => one.after_member_id).toSorted()[0];
  if (from === undefined) return false;
  const found = await membersInOrder(work.db, from, membersAtOnce);
  const ids = found.map(({ id }) => id);
  const keys = open.flatMap((one) => (one.after_member_id === from ? [one.segment_key] : []));
  const to = found.length < membersAtOnce ? null : (ids.at(-1) ?? null);
  await lookAt(work, segments, ids, (tx) => moveSweeps(tx, keys, { from, to, at: tx.at }));
  return true;
}

/**
 * Works out the spans of members and writes them.
 * @param still asked in the transaction: otherwise nothing is written
 */
async function lookAt(
  work: ReadWork,
  segments: readonly KeyedSegment[],
  memberIds: readonly string[],
  still: (tx: Work) => Promise<boolean> = async () => true,
): Promise<void> {
  // What comes back of a purchase in a membership that was merged changes the one that goes on.
  const goOn = await allGoOnAs(work.db, memberIds);
  const ids = [...new Set([...memberIds, ...goOn.values()])];
  const versions = await newsOfMembers(work.db, ids);
  const { foreseen, failed } = await foreseeEach(work, segments, ids);
  const byMember = new Map(foreseen.map((one) => [one.memberId, one]));
  const looked = ids.map((memberId): Looked => {
    const version = versions.get(memberId) ?? 0;
    if (failed.has(memberId)) return { memberId, version, lookAt: work.at + againMs, spans: null };
    const one = byMember.get(memberId);
    const spans = [...(one?.spans ?? [])].flatMap(([key, own]) =>
      own.map(({ from, until }) => ({
        segment_key: key,
        member_id: memberId,
        from_at: from,
        until_at: until,
      })),
    );
    return { memberId, version, lookAt: one?.lookAt ?? null, spans };
  });
  await transact(work.context, async (tx) => {
    // Another program may be in force by now, or another process may be further.
    if (!isAgreed(segments, await segmentSweeps(tx.db))) return;
    if (tx.version !== work.version || !(await still(tx))) return;
    const keys = segments.map(({ key }) => key);
    await putSpans(tx, keys, looked);
  });
}

/** Works them out together, or, where that fails, each by itself: one whose rows can't be read holds up nobody else. */
async function foreseeEach(
  work: ReadWork,
  segments: readonly KeyedSegment[],
  ids: readonly string[],
): Promise<{ readonly foreseen: readonly ForeseenMember[]; readonly failed: ReadonlySet<string> }> {
  try {
    return { foreseen: await foreseeMembers(work, segments, ids), failed: new Set() };
  } catch {
    const foreseen: ForeseenMember[] = [];
    const failed = new Set<string>();
    for (const memberId of ids) {
      try {
        foreseen.push(...(await foreseeMembers(work, segments, [memberId])));
      } catch (err) {
        failed.add(memberId);
        const { log } = work.context;
        log.warn({ err, memberId }, 'in which segments a member is could not be worked out');
      }
    }
    return { foreseen, failed };
  }
}

/** Deletes some of what nobody keeps any more. @returns whether there may be more */
async function purge(context: Context, sweeps: readonly SegmentSweepRow[]): Promise<boolean> {
  const { read } = context.store;
  const kept = new Set(sweeps.map((one) => one.segment_key));
  const isGone = (key: string) => !kept.has(key);
  const spansOf = (await keysIn(read, 'segment_spans')).find(isGone);
  // The database adds to the turns as spans go, so they go last.
  const turnsOf = spansOf ?? (await keysIn(read, 'segment_turns')).find(isGone);
  if (turnsOf === undefined) return false;
  return transact(context, async (tx) => {
    const again = (await segmentSweeps(tx.db)).some((one) => one.segment_key === turnsOf);
    if (again) return true;
    if (spansOf !== undefined) await purgeSpans(tx, spansOf, purgedAtOnce);
    else await purgeTurns(tx, { key: turnsOf, at: tx.at - settledMs });
    return true;
  });
}

/**
 * Adds up turns, of one segment at a time: all of before, and those of each instant from then on. The last minutes stay
 * apart: the clock of another process may be slow, and its count must find what it leaves out.
 * @returns whether there may be more
 */
async function fold(work: ReadWork, sweeps: readonly SegmentSweepRow[]): Promise<boolean> {
  const at = work.at - settledMs;
  const keys = sweeps.map((one) => one.segment_key);
  const key = await keyToFold(work.db, keys, at);
  if (key === undefined) return false;
  await transact(work.context, (tx) => foldTurns(tx, { key, at }));
  return true;
}
