import type { SegmentCounts } from '#contract/desk/desk-figures.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { countKept } from './count-segments.ts';
import { keyedSegments, segmentKey } from './segment-key.ts';

/** How many members each segment of the program in force has, for the desk. No member is read for it but who has just changed. */
export async function viewSegmentCounts(context: Context): Promise<SegmentCounts> {
  const work = await readWork(context);
  const { program } = work;
  const counts = await countKept(work, keyedSegments(program));
  const segments = (program.segments ?? []).map((segment) => {
    const count = counts.get(segmentKey(program, segment));
    return {
      id: segment.id,
      name: segment.name,
      members: count?.members ?? null,
      isAbout: count?.counted === 'about',
    };
  });
  return { countedAt: work.at, segments };
}
