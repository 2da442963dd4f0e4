import { readArgs } from '#server/admin/admin-args.ts';
import { AdminFault, type Commands } from '#server/admin/admin-command.ts';
import { textOf } from '#server/admin/admin-time.ts';
import { openStore } from '#server/storage/engines/open.ts';
import { isShipped } from '#server/storage/shipping/read-shipped.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { latestIn } from './backup-folder.ts';
import { counted, inFolderFor, type ReadBackup, readBackup } from './read-backup.ts';

/** What a drill needs: no database of the server, so it runs wherever backups are collected. */
export type DrillContext = Pick<Context, 'log' | 'randomBytes' | 'secrets'>;

/** Restores the latest backup in a folder of its own, looks whether it is whole and right, and clears it away. */
export async function drill(
  context: DrillContext,
  args: readonly string[],
): Promise<readonly string[]> {
  const { words, options } = readArgs(args, ['identity']);
  const [folder = ''] = words;
  if (folder === '')
    throw new AdminFault('Say where the backups are: npm run admin -- drill FOLDER');
  const backup = (await isShipped(folder)) ? folder : latestIn(folder);
  const begun = performance.now();
  const read = await inFolderFor(backup, async (beside) => {
    const found = await readBackup(context, backup, {
      folder: beside,
      identity: options.identity,
    });
    await verifyRestored(context, beside, backup);
    return found;
  });
  const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
  return [
    `Restored ${backup}: ${counted(read)}, and every figure is what the ledger says.`,
    `${whichText(read)} It took ${seconds} seconds.`,
  ];
}

function whichText({ at, shippedAt }: ReadBackup): string {
  if (shippedAt !== null) return `The last part of it was shipped ${textOf(shippedAt)}.`;
  return at === null
    ? 'No hash stands beside it, so nothing says that it is what was backed up.'
    : `The ledger is the one that was backed up, ${textOf(at)}.`;
}

export const drillCommands = {
  drill,
} satisfies Commands;

async function verifyRestored(
  context: DrillContext,
  folder: string,
  backup: string,
): Promise<void> {
  const { log, randomBytes, secrets } = context;
  const { store } = await openStore({ dataDir: folder, log, randomBytes });
  try {
    const findings = await verifyBooks({ store, secrets });
    if (findings.length === 0) return;
    const lines = findings.map((one) => `${one.about} of ${one.memberId ?? 'all'}: ${one.detail}`);
    throw new AdminFault([`${backup} is not right:`, ...lines].join('\n'));
  } finally {
    await store.close();
  }
}
