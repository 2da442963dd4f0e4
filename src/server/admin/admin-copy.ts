import { open } from 'node:fs/promises';
import type { Context } from '#server/usecases/ground/context.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { transact } from '#server/usecases/ground/work.ts';
import { piecesOf } from '#server/usecases/rights/take-copy.ts';
import { AdminFault, type Commands } from './admin-command.ts';
import { knownMember } from './admin-members.ts';

/** What a member may ask for by right, done by support for one who has written. */
export const copyCommands = {
  'copy-member': async (context, [typed = '', path = '']) => {
    await writeCopy(context, await knownMember(context, typed), path);
    return [`${path} has all that is held of this member. Give it to nobody else, then delete it.`];
  },
} satisfies Commands;

/** @throws AdminFault when there is such a file already, or none can be made there */
async function writeCopy(context: Context, memberId: string, path: string): Promise<void> {
  // Only its owner may read it.
  const file = await open(path, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    throw new AdminFault(
      error.code === 'EEXIST'
        ? `${path} is there already. Name a file that is not.`
        : `${path} can't be written: ${error.message}.`,
    );
  });
  try {
    // First, so that no copy leaves without its row.
    await transact(context, (work) => recordAct(work, { act: 'member-copied', memberId }));
    for await (const piece of piecesOf(context, memberId)) await file.write(piece);
  } finally {
    await file.close();
  }
}
