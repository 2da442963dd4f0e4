import { wholeFileIn } from '#server/http/edge/file-body.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { columnsSaid } from '#server/usecases/imports/columns-said.ts';
import { importMembers } from '#server/usecases/imports/import-members.ts';
import { oneAtATime } from '#server/usecases/imports/one-at-a-time.ts';
import type { AdminHandlers } from './pool-files.ts';

/** CSV, and JSON as a list, one object, or one object a line: the file itself tells which. */
const types = ['text/csv', 'application/x-ndjson'];

/** Members brought over from other systems. */
export const imports = (context: Context): Pick<AdminHandlers, 'imports'> => ({
  imports: {
    post: async (request, _reply, { adminKeyId }) => {
      const { source, columns, dates, separator, encoding, ...flags } = request.query;
      const wish = {
        source,
        columns: columnsSaid(columns),
        dates: dates ?? null,
        separator: separator ?? null,
        encoding: encoding ?? null,
        addToMembers: flags.addToMembers === 'true',
        accept: flags.accept === 'true',
        dryRun: flags.dryRun === 'true',
        adminKeyId,
      };
      const file = await wholeFileIn(request, types);
      return oneAtATime(context, () => importMembers(context, wish, file));
    },
  },
});
