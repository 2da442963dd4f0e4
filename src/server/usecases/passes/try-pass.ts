import { wrongCodeLimit } from '#domain/limit.ts';
import { readScanned } from '#domain/pass/scanned.ts';
import { Refused, refuseWhen } from '#domain/refusal.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { scanByKey } from '#server/storage/passes/pass-scans.ts';
import { refusalWhileFull } from '#server/storage/people/limits.ts';
import { memberIdByNumber } from '#server/storage/people/members.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { currentProgram } from '#server/usecases/ground/current-program.ts';
import { countWrongPass } from '#server/usecases/guesses/count-wrong-codes.ts';
import { WrongPass } from '#server/usecases/guesses/wrong-pass.ts';
import type { ScanIn } from '#server/usecases/scan/find-handed-here.ts';
import { recogniseScan } from '#server/usecases/scan/recognise-scan.ts';
import { type AtTill, passKey } from './claim-pass.ts';
import { recognisePass } from './recognise-pass.ts';

/**
 * Finds out whether a pass is a guess, before any work with it. It is counted while the member is still locked:
 * of a thousand guesses sent at once no more are tried than of those sent in turn. Anything but a pass may go on,
 * without a transaction.
 * @throws Refused `pass-unknown`, which has been counted; or as `recognisePass` does
 */
export async function tryPass(context: Context, wish: ScanIn & AtTill): Promise<void> {
  if (readScanned(wish.scanned, []).kind !== 'pass') return;
  const isRight = await context.store.transact((tx) => isRightOrCounted(tx, context, wish));
  // Thrown out here, where the count has been kept.
  if (!isRight) throw new Refused({ key: 'pass-unknown' });
}

async function isRightOrCounted(tx: Tx, context: Context, wish: ScanIn & AtTill): Promise<boolean> {
  const { program } = await currentProgram(tx.db);
  const recognised = await recogniseScan(tx, context, program, wish);
  if (recognised.kind !== 'pass') return true;
  const { pass } = recognised;
  const memberId = await memberIdByNumber(tx.db, pass.number);
  if (!memberId) return true;
  await context.store.lockMember(tx, memberId);
  // What has been scanned before was right then, however long ago.
  if (await scanByKey(tx.db, memberId, passKey(context, pass))) return true;
  refuseWhen(await refusalWhileFull(tx.db, wrongCodeLimit, wish.tillId, context.now()));
  try {
    await recognisePass(tx.db, context, pass, memberId);
    return true;
  } catch (error) {
    if (!(error instanceof WrongPass)) throw error;
    await countWrongPass(tx, context, memberId, wish.tillId);
    return false;
  }
}
