import { passHoldMs, stepRefusal } from '#domain/pass/pass-step.ts';
import { storeNameOf, tillNameOf } from '#domain/program/gone.ts';
import type { Program } from '#domain/program/program.ts';
import { Refused, refuseWhen } from '#domain/refusal.ts';
import { membershipSlot, type Pass, passText } from '#domain/scan/pass-payload.ts';
import type { PassScanRow } from '#server/storage/db/schema-passes.ts';
import { addScan, scanAt, scanByKey } from '#server/storage/passes/pass-scans.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { makeId } from '#server/usecases/ground/make-id.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { passMember, recognisePass } from './recognise-pass.ts';

/** Where something was scanned. */
export interface AtTill {
  readonly tillId: string;
  readonly storeId: string;
}

/**
 * Takes a pass for one till: in time, and once. From then on that till has 15 minutes to give the reward. The member is
 * locked.
 * @returns the scan: the same for the same till again, and for every till once the voucher has been issued
 * @throws Refused `pass-member`, `pass-late`, `pass-spent`, `pass-elsewhere`, or why it is not recognised
 */
export async function claimPass(work: Work, pass: Pass, till: AtTill): Promise<PassScanRow> {
  if (pass.slot === membershipSlot) throw new Refused({ key: 'pass-member' });
  const memberId = await passMember(work, pass);
  await work.lockMember(memberId);
  const { at } = work;
  const known = await scanByKey(work.db, memberId, passKeys(work.context, pass));
  if (known) return claimedAgain(work.program, known, till, at);
  const { sessionId, step } = await recognisePass(work, pass, memberId);
  refuseWhen(stepRefusal(step, at));
  const phone = { member_id: memberId, session_id: sessionId, step };
  if (await scanAt(work.db, phone)) throw new Refused({ key: 'pass-spent' });
  const row: PassScanRow = {
    ...phone,
    slot: pass.slot,
    pass_key: work.context.secrets.hash('pass', passText(pass)),
    store_id: till.storeId,
    till_id: till.tillId,
    scanned_at: at,
    redemption_id: makeId(work.context),
    state: 'seen',
    refusal: null,
  };
  await addScan(work, row);
  return row;
}

/** By what a pass is found: the database stores a hash of it. */
export const passKeys = ({ secrets }: Pick<Context, 'secrets'>, pass: Pass): readonly string[] =>
  secrets.hashes('pass', passText(pass));

function claimedAgain(program: Program, scan: PassScanRow, till: AtTill, at: number): PassScanRow {
  // An issued voucher answers for itself: where it was used, or that it can be.
  if (scan.state === 'issued') return scan;
  if (scan.till_id !== till.tillId) {
    throw new Refused({
      key: 'pass-elsewhere',
      store: storeNameOf(program, scan.store_id),
      till: tillNameOf(program, scan.till_id),
      storeId: scan.store_id,
      tillId: scan.till_id,
    });
  }
  if (at >= scan.scanned_at + passHoldMs) throw new Refused({ key: 'pass-late' });
  return scan;
}
