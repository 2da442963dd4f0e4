import { type Commands, many } from '#server/admin/admin-command.ts';
import { countSegments } from '#server/usecases/members/count-segments.ts';

/** Members by what is true of them (`docs/program.md`). */
export const segmentCommands = {
  segments: async (context) => {
    const all = await countSegments(context, 'en');
    if (all.length === 0)
      return ['The program has no segment: docs/program.md says how to write one.'];
    return all.flatMap(({ id, name, all: conditions, members }) => [
      `${id}  ${name}: ${many(members, 'member')}`,
      ...conditions.map((condition) => `  ${condition}`),
    ]);
  },
} satisfies Commands;
