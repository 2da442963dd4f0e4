import { membersInOrder } from '#server/storage/people/members.ts';
import { pointDaysFrom } from '#server/storage/points/point-days.ts';
import { membersKnown, spansOfMembers } from '#server/storage/segments/segment-spans.ts';
import { segmentSweeps } from '#server/storage/segments/segment-sweeps.ts';
import { countBoth } from '#server/storage/segments/segment-turns.ts';
import type { Finding } from '#server/storage/verify/verify-member.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { programInForce } from '#server/usecases/ground/program-in-force.ts';
import { type ReadWork, readWork } from '#server/usecases/ground/work.ts';
import { flowOf } from '#server/usecases/points/sum-days.ts';
import { foreseeMembers } from '#server/usecases/segments/foresee-members.ts';
import { type KeyedSegment, keyedSegments } from '#server/usecases/segments/segment-key.ts';

/** How many members are in memory at once. */
const membersAtOnce = 100;

/**
 * Compares what is kept for quick answers with what it was made of: the points of each day with the ledger, and who is in
 * which segment with the predicate. It reports and never repairs. The shop may stay open: who changes meanwhile is left out.
 */
export async function verifyKept(context: Context): Promise<Finding[]> {
  const days = await dayFindings(context);
  const { store } = context;
  if (!(await programInForce(store, store.read, context.now()))) return days;
  return [...days, ...(await segmentFindings(await readWork(context)))];
}

async function dayFindings(context: Context): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const row of await pointDaysFrom(context.store.read, 0)) {
    const should = await flowOf(context, { from: row.from_at, until: row.until_at });
    for (const what of ['issued', 'used', 'expired'] as const) {
      if (row[what] === should[what]) continue;
      const day = new Date(row.from_at).toISOString();
      const detail = `the day from ${day}, points ${what}: ${row[what]}, should be ${should[what]}`;
      findings.push({ memberId: null, about: 'day', detail });
    }
  }
  return findings;
}

async function segmentFindings(work: ReadWork): Promise<Finding[]> {
  const sweeps = await segmentSweeps(work.db);
  const isFilled = ({ key }: KeyedSegment) =>
    sweeps.some((one) => one.segment_key === key && one.done_at !== null);
  const segments = keyedSegments(work.program).filter(isFilled);
  const findings = await strangeCounts(work, segments);
  for (let after = ''; segments.length > 0; ) {
    const now = { ...work, at: work.context.now() };
    const found = await membersInOrder(work.db, after, membersAtOnce);
    const ids = found.map(({ id }) => id);
    findings.push(...(await strangeSpans(now, segments, ids)));
    if (found.length < membersAtOnce) break;
    after = ids.at(-1) ?? '';
  }
  return findings;
}

/** Segments of which the turns do not add up to their spans. */
async function strangeCounts(
  { db, at }: ReadWork,
  segments: readonly KeyedSegment[],
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { key, segment } of segments) {
    const { turns, spans } = await countBoth(db, { key, at });
    if (turns === spans) continue;
    const detail = `segment ${segment.id} is counted as ${turns}, and ${spans} are kept in it`;
    findings.push({ memberId: null, about: 'segment', detail });
  }
  return findings;
}

/** Whose spans say otherwise than the predicate, of these members. Who waits to be looked at is not wrong. */
async function strangeSpans(
  work: ReadWork,
  segments: readonly KeyedSegment[],
  memberIds: readonly string[],
): Promise<Finding[]> {
  const { db, at } = work;
  const before = await membersKnown(db, memberIds, at);
  const known = memberIds.filter((id) => before.has(id));
  const foreseen = await foreseeMembers(work, segments, known);
  const findings: Finding[] = [];
  for (const { key, segment } of segments) {
    const rows = await spansOfMembers(db, key, known);
    const around = rows.filter((row) => row.from_at <= at && row.until_at > at);
    const kept = new Set(around.map((row) => row.member_id));
    for (const { memberId, spans } of foreseen) {
      const isIn = spans.get(key)?.[0]?.from === at;
      if (kept.has(memberId) === isIn) continue;
      const detail = `kept as ${isIn ? 'not in' : 'in'} segment ${segment.id}, which is not so`;
      findings.push({ memberId, about: 'segment', detail });
    }
  }
  if (findings.length === 0) return [];
  const after = await membersKnown(db, known, at);
  return findings.filter(({ memberId }) => {
    const id = memberId ?? '';
    return after.get(id) === before.get(id);
  });
}
