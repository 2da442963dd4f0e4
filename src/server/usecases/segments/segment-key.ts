import { createHash } from 'node:crypto';
import type { Program } from '#domain/program/program.ts';
import type { Segment } from '#domain/segments/segment.ts';
import { tierTerms } from '#server/usecases/standing/dated-terms.ts';

/** Raised when the same wording comes to mean something else: all spans are then worked out anew. */
const meaning = 1;

/**
 * What the spans of a segment are kept under: the same for as long as it means the same. Names make no difference, and
 * terms of tiers only where it asks for tiers.
 */
export function segmentKey(program: Program, { all }: Segment): string {
  const asksTier = all.some(({ kind }) => kind === 'tier');
  const said = [meaning, all, program.timeZone, asksTier ? tierTerms(program) : null];
  return createHash('sha256').update(JSON.stringify(said)).digest('base64url').slice(0, 22);
}

/** A segment and its key. Two segments of one wording have one key. */
export interface KeyedSegment {
  readonly key: string;
  readonly segment: Segment;
}

/** What a program's segments are kept under, each wording once. */
export function keyedSegments(program: Program): KeyedSegment[] {
  const byKey = new Map(
    (program.segments ?? []).map((segment) => [segmentKey(program, segment), segment]),
  );
  return [...byKey].map(([key, segment]) => ({ key, segment }));
}
