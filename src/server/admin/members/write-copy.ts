import { access, type FileHandle, link, open, rm } from 'node:fs/promises';
import { AdminFault } from '#server/admin/admin-command.ts';
import { systemReason } from '#server/start/setting-fault.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { transact } from '#server/usecases/ground/work.ts';
import { piecesOf } from '#server/usecases/rights/take-copy.ts';

/**
 * Writes the copy of what is held of a member. It has its name once it is whole: a process that is ended on the way
 * leaves a file that says so.
 * @throws AdminFault when there is such a file already, or none can be made there
 */
export async function writeCopy(context: Context, memberId: string, path: string): Promise<void> {
  if (path.trim() === '') throw new AdminFault('Name a file for the copy, which is not there yet.');
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  if (isThere) throw alreadyThere(path);
  const unfinished = `${path}.unfinished`;
  const file = await newFile(unfinished);
  try {
    // First, so that no copy leaves without its row.
    await transact(context, (work) => recordAct(work, { act: 'member-copied', memberId }));
    for await (const piece of piecesOf(context, memberId)) await file.write(piece);
    await file.sync();
    // Unlike renaming, this refuses a name that somebody has taken meanwhile.
    await link(unfinished, path).catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'EEXIST' ? alreadyThere(path) : error;
    });
  } finally {
    await file.close();
    await rm(unfinished);
  }
}

const alreadyThere = (path: string): AdminFault =>
  new AdminFault(`${path} is there already. Name a file that is not.`);

/** Only its owner may read it. */
async function newFile(path: string): Promise<FileHandle> {
  return open(path, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    throw new AdminFault(
      error.code === 'EEXIST'
        ? `${path} is in the way: another copy is being written, or was ended half-way. If none is, delete it.`
        : `${path} can't be written: ${error.code === 'ENOENT' ? 'there is no such folder' : systemReason(error)}.`,
    );
  });
}
