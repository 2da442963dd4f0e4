import { readPass } from '#domain/pass/pass.ts';
import { type Refusal, type RefusalKey, Refused } from '#domain/refusal.ts';
import { memberTopic } from '#server/storage/db/live.ts';
import { changeScan } from '#server/storage/passes/pass-scans.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { currentProgram } from '#server/usecases/ground/current-program.ts';
import { countingWrongCodes, guesses } from '#server/usecases/guesses/count-wrong-codes.ts';
import { type AtTill, claimPass } from '#server/usecases/passes/claim-pass.ts';

/**
 * Runs what a till does with something it scanned. Wrong codes are counted; and what refused a pass is kept, so that
 * the phone, which could not hear the associate's screen, says it too once it is online.
 * @throws Refused `too-many-requests`, or what the work throws
 */
export async function judgingScan<T>(
  context: Context,
  { scanned, ...till }: AtTill & { readonly scanned: string },
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await countingWrongCodes(context, till.tillId, work);
  } catch (error) {
    if (error instanceof Refused && !unjudged.includes(error.refusal.key))
      await notePassRefusal(context, scanned, till, error.refusal);
    throw error;
  }
}

/**
 * Answered before the pass was judged, or as a guess: there is nothing to tell its phone. Nor is it tried once more
 * for a till that has to wait, or it could go on guessing uncounted.
 */
const unjudged: readonly RefusalKey[] = [
  ...(['too-many-requests', 'in-flight', 'key-reused', 'request-invalid'] as const),
  ...guesses,
  'pass-unknown',
];

/** Only of a pass that this till could claim: what else was refused is between the till and the server. */
async function notePassRefusal(
  context: Context,
  scanned: string,
  till: AtTill,
  refusal: Refusal,
): Promise<void> {
  const pass = readPass(scanned);
  if (pass === null || pass === 'damaged') return;
  const noted = context.store.transact(async (tx) => {
    const { program } = await currentProgram(tx.db);
    const scan = await claimPass(tx, context, program, pass, till);
    if (scan.state === 'issued') return;
    await changeScan(tx, scan, { state: 'refused', refusal: JSON.stringify(refusal) });
    tx.tell(memberTopic(scan.member_id));
  });
  await noted.catch((error: unknown) => {
    // It could not be claimed, which the till has just been told.
    if (!(error instanceof Refused)) throw error;
  });
}
