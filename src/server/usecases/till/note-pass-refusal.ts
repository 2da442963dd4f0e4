import { type Refusal, type RefusalKey, Refused } from '#domain/refusal.ts';
import { readScanned } from '#domain/scan/scanned.ts';
import { memberTopic } from '#server/storage/db/live.ts';
import { changeScan } from '#server/storage/passes/pass-scans.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { transact } from '#server/usecases/ground/work.ts';
import { guesses } from '#server/usecases/guesses/count-wrong-codes.ts';
import { type AtTill, claimPass } from '#server/usecases/passes/claim-pass.ts';
import type { ScanIn } from '#server/usecases/scan/find-handed-here.ts';
import { recogniseScan } from '#server/usecases/scan/recognise-scan.ts';
import { ofTheRequest } from './answer-once.ts';

/**
 * Refusals of a pass that was not judged, or that is a guess. Its phone is told nothing, and the pass is not tried
 * again here: a till that has to wait could otherwise guess without being counted.
 */
const unjudged: readonly RefusalKey[] = [
  ...ofTheRequest,
  ...(['too-many-requests', 'request-invalid'] as const),
  ...guesses,
  'pass-unknown',
];

/**
 * Stores why a pass was refused. The phone can't see the associate's screen, so it shows the reason when it is online.
 * Only for a pass that this till could take: other refusals are between the till and the server.
 */
export async function notePassRefusal(
  context: Context,
  wish: ScanIn & AtTill,
  refusal: Refusal,
): Promise<void> {
  if (unjudged.includes(refusal.key)) return;
  if (readScanned(wish.scanned, []).kind !== 'pass') return;
  const noted = transact(context, async (work) => {
    const recognised = await recogniseScan(work, wish);
    if (recognised.kind !== 'pass') return;
    const scan = await claimPass(work, recognised.pass, wish);
    if (scan.state === 'issued') return;
    await changeScan(work, scan, { state: 'refused', refusal: JSON.stringify(refusal) });
    work.tell(memberTopic(scan.member_id));
  });
  await noted.catch((error: unknown) => {
    // The pass could not be taken; the till has just been told.
    if (!(error instanceof Refused)) throw error;
  });
}
