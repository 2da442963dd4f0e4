import type { Static } from 'typebox';
import type { ImportPurchases } from '#contract/admin/admin-input.ts';
import { wholeFileIn } from '#server/http/edge/file-body.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { columnsSaid } from '#server/usecases/imports/columns-said.ts';
import { membersFile, purchasesFile } from '#server/usecases/imports/file-kinds.ts';
import { importMembers } from '#server/usecases/imports/import-members.ts';
import { importPurchases } from '#server/usecases/imports/import-purchases.ts';
import { oneAtATime } from '#server/usecases/imports/one-at-a-time.ts';
import type { AdminHandlers } from './pool-files.ts';

/** CSV, and JSON as a list, one object, or one object a line: the file itself tells which. */
const types = ['text/csv', 'application/x-ndjson'];

/** Members brought over from other systems, and what they bought there. */
export const imports = (context: Context): Pick<AdminHandlers, 'imports' | 'importPurchases'> => ({
  imports: {
    post: async (request, _reply, { adminKeyId }) => {
      const { query } = request;
      const wish = {
        ...fileWish(query, membersFile),
        addToMembers: query.addToMembers === 'true',
        adminKeyId,
      };
      const file = await wholeFileIn(request, types);
      return oneAtATime(context, () => importMembers(context, wish, file));
    },
  },
  importPurchases: {
    post: async (request, _reply, { adminKeyId }) => {
      const wish = { ...fileWish(request.query, purchasesFile), adminKeyId };
      const file = await wholeFileIn(request, types);
      return oneAtATime(context, () => importPurchases(context, wish, file));
    },
  },
});

/** How the file is read, and what is to become of it. */
const fileWish = (
  { source, columns, dates, separator, encoding, ...flags }: Static<typeof ImportPurchases>,
  kind: Parameters<typeof columnsSaid>[1],
) => ({
  source,
  columns: columnsSaid(columns, kind),
  dates: dates ?? null,
  separator: separator ?? null,
  encoding: encoding ?? null,
  accept: flags.accept === 'true',
  dryRun: flags.dryRun === 'true',
});
