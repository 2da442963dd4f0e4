import type { UploadView, Withdrawal } from '#contract/admin/admin-answers.ts';
import type { PoolScope } from '#domain/pool/pool.ts';
import { storeNameOf } from '#domain/program/gone.ts';
import type { Program } from '#domain/program/program.ts';
import { rewardOf } from '#domain/program/reward.ts';
import { textIn } from '#domain/program/text.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { latestUploads } from '#server/usecases/pools/view-upload.ts';
import { withdrawCodes } from '#server/usecases/pools/withdraw-codes.ts';
import { readArgs } from './admin-args.ts';
import { AdminFault, type Commands } from './admin-command.ts';
import { counted } from './admin-reports.ts';
import { localText } from './admin-time.ts';

/** The commands that list uploads and take their codes out again. */
export const uploadCommands = {
  uploads: async (context, args) => {
    const { options } = readArgs(args, ['last']);
    const { program } = await readWork(context);
    const uploads = await latestUploads(context, lastIn(options.last));
    if (uploads.length === 0) return ['Nothing was loaded yet: npm run admin -- pool REWARD FILE'];
    return uploads.map((one) => uploadLine(program, one));
  },
  withdraw,
} satisfies Commands;

async function withdraw(context: Context, args: readonly string[]): Promise<readonly string[]> {
  const { words, options } = readArgs(args, [], ['dry-run']);
  const dryRun = options['dry-run'] === true;
  const { program } = await readWork(context);
  return withdrawalLines(program, await withdrawCodes(context, words[0] ?? '', { dryRun }));
}

function withdrawalLines(program: Program, withdrawal: Withdrawal): string[] {
  const { uploadId, withdrawn, kept, left, dryRun } = withdrawal;
  const [were, can] = dryRun ? ['would be', 'could then'] : ['were', 'can'];
  const stays = (count: number, why: string) =>
    count === 0 ? [] : [`${counted(count)} ${count === 1 ? 'stays' : 'stay'}: ${why}.`];
  return [
    `${counted(withdrawn)} codes of upload ${uploadId} ${were} taken out: ${poolName(program, withdrawal)}.`,
    ...stays(kept.held, 'a shopper holds it, or it waits for settlement'),
    ...stays(kept.used, 'used'),
    ...stays(kept.unused, 'given to somebody and not used, and never given again'),
    `${counted(left)} codes ${can} be handed out.`,
    dryRun
      ? 'Nothing was changed.'
      : 'Tills know their own list: what is wrong in it has to be taken out there too.',
  ];
}

function poolName(program: Program, { rewardId, storeId }: PoolScope): string {
  const reward = rewardOf(program, rewardId);
  const name = reward ? textIn(reward.name, 'en') : 'no longer in the program';
  return `${rewardId} (${name}), ${storeId === null ? 'all stores' : storeNameOf(program, storeId)}`;
}

function uploadLine(program: Program, upload: UploadView): string {
  const { uploadId, state, lines, added, withdrawn, startedAt } = upload;
  const when = localText(startedAt, program.timeZone);
  const counts = `${counted(lines)} lines, ${counted(added)} added, ${counted(withdrawn)} taken out again`;
  return `${uploadId}  ${when}  ${poolName(program, upload)}: ${state}, ${counts}`;
}

function lastIn(said: string | undefined): number | undefined {
  if (said === undefined) return undefined;
  if (/^[1-9]\d{0,2}$/.test(said)) return Number(said);
  throw new AdminFault(`--last is how many to list, 1 to 999; it is "${said}".`);
}
