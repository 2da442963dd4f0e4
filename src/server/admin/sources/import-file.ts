import type { ImportReport, PurchasesReport } from '#contract/admin/admin-imports.ts';
import { AdminFault, many } from '#server/admin/admin-command.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { membersFile, purchasesFile } from '#server/usecases/imports/file-kinds.ts';
import { importMembers } from '#server/usecases/imports/import-members.ts';
import { importPurchases } from '#server/usecases/imports/import-purchases.ts';
import { detailLines, importArgs, stateWords, withReport } from './import-args.ts';

/** Brings members over from a file of another system. */
export async function importFile(
  context: Context,
  args: readonly string[],
): Promise<readonly string[]> {
  const { file, report, options, ...asked } = importArgs(args, membersFile, ['add-to-members']);
  const wish = { ...asked.wish, addToMembers: options['add-to-members'] === true };
  const done = await withReport({ file, report }, (source, listening) =>
    importMembers(context, wish, source, listening),
  );
  return asTold(done.state, memberLines(done));
}

/** Brings over what members bought before. */
export async function importPurchasesFile(
  context: Context,
  args: readonly string[],
): Promise<readonly string[]> {
  const { file, report, wish } = importArgs(args, purchasesFile);
  const done = await withReport({ file, report }, (source, listening) =>
    importPurchases(context, wish, source, listening),
  );
  return asTold(done.state, purchaseLines(done));
}

/** @throws AdminFault with all of it when the file was refused */
function asTold(state: ImportReport['state'], words: readonly string[]): readonly string[] {
  if (state === 'refused') throw new AdminFault(words.join('\n'));
  return words;
}

function memberLines(report: ImportReport): readonly string[] {
  const { state, lines, known, points } = report;
  const would = state === 'done' ? '' : 'would be ';
  return [
    `${stateWords[state]}: ${many(lines, 'line')} of ${report.source}.`,
    `${many(report.new, 'new member')}, ${many(report.added, 'member')} of before ${would}given what their line says, ${many(points, 'point')} in all.`,
    ...(known > 0 ? [`${many(known, 'line')} taken before: nothing to do.`] : []),
    ...detailLines(report, 'line'),
  ];
}

function purchaseLines(report: PurchasesReport): readonly string[] {
  const { state, lines, known } = report;
  const would = state === 'done' ? '' : ' would be';
  return [
    `${stateWords[state]}: ${many(lines, 'line')} of ${report.source}.`,
    `${many(report.new, 'past purchase')}${would} brought over. They count for tiers, and earn nothing.`,
    ...(known > 0 ? [`${many(known, 'receipt')} taken before: nothing to do.`] : []),
    ...detailLines(report, 'receipt'),
  ];
}
