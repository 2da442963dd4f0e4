import { type Pass, readPass } from '#domain/pass/pass.ts';
import type { Program } from '#domain/program/program.ts';
import { Refused } from '#domain/refusal.ts';
import type { Tx } from '#server/storage/db/store.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { findHandedHere, type ScanIn } from './find-handed-here.ts';

/**
 * The pass that was scanned, or null for anything else. A store's own code that reads as one is that code.
 * @throws Refused `code-damaged`
 */
export async function passIn(
  tx: Pick<Tx, 'db'>,
  context: Context,
  program: Program,
  wish: ScanIn,
): Promise<Pass | null> {
  const pass = readPass(wish.scanned);
  if (pass === null || (await findHandedHere(tx, context, program, wish))) return null;
  if (pass === 'damaged') throw new Refused({ key: 'code-damaged' });
  return pass;
}
