import { type Commands, many } from '#server/admin/admin-command.ts';
import { type CountedSegment, countSegments } from '#server/usecases/segments/count-segments.ts';

/** Members by what is true of them (`docs/program.md`). */
export const segmentCommands = {
  segments: async (context) => {
    const all = await countSegments(context, 'en');
    if (all.length === 0)
      return ['The program has no segment: docs/program.md says how to write one.'];
    return all.flatMap(({ id, name, all: conditions, members, counted }) => [
      `${id}  ${name}: ${counted === 'about' ? 'about ' : ''}${many(members, 'member')}`,
      ...conditions.map((condition) => `  ${condition}`),
      ...notes[counted],
    ]);
  },
} satisfies Commands;

const notes: Readonly<Record<CountedSegment['counted'], readonly string[]>> = {
  kept: [],
  about: ['  More than 1,000 members have just changed and are counted as they were: ask again.'],
  read: [
    '  Every member was read, as this wording is new: a running server fills it for next time.',
  ],
};
