import { limits } from '#domain/limit.ts';
import { Refused, refuseWhen } from '#domain/refusal.ts';
import { readScanned } from '#domain/scan/scanned.ts';
import { scanByKey } from '#server/storage/passes/pass-scans.ts';
import { refusalWhileFull } from '#server/storage/people/limits.ts';
import { memberIdByNumber } from '#server/storage/people/members.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { transact, type Work } from '#server/usecases/ground/work.ts';
import { countWrongPass } from '#server/usecases/guesses/count-wrong-codes.ts';
import { WrongPass } from '#server/usecases/guesses/wrong-pass.ts';
import type { ScanIn } from '#server/usecases/scan/find-handed-here.ts';
import { recogniseScan } from '#server/usecases/scan/recognise-scan.ts';
import { type AtTill, passKeys } from './claim-pass.ts';
import { recognisePass } from './recognise-pass.ts';

/**
 * Finds out whether a pass is a guess, before any other work. A wrong one is counted while the member is locked: of a
 * thousand guesses at once no more are tried than one after another. Anything but a pass goes on without a transaction.
 * @throws Refused `pass-unknown`, which has been counted; or as `recognisePass` does
 */
export async function tryPass(context: Context, wish: ScanIn & AtTill): Promise<void> {
  if (readScanned(wish.scanned, []).kind !== 'pass') return;
  const isRight = await transact(context, (work) => isRightOrCounted(work, wish));
  // Thrown outside the transaction, so that the count is kept.
  if (!isRight) throw new Refused({ key: 'pass-unknown' });
}

async function isRightOrCounted(work: Work, wish: ScanIn & AtTill): Promise<boolean> {
  const recognised = await recogniseScan(work, wish);
  if (recognised.kind !== 'pass') return true;
  const { pass } = recognised;
  const memberId = await memberIdByNumber(work.db, pass.number);
  if (!memberId) return true;
  await work.lockMember(memberId);
  // A pass that was scanned before was right then, however long ago.
  if (await scanByKey(work.db, memberId, passKeys(work.context, pass))) return true;
  refuseWhen(await refusalWhileFull(work.db, limits.wrongCode, wish.tillId, work.at));
  try {
    await recognisePass(work, pass, memberId);
    return true;
  } catch (error) {
    if (!(error instanceof WrongPass)) throw error;
    await countWrongPass(work, memberId, wish.tillId);
    return false;
  }
}
