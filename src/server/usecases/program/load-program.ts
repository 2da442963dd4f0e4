import { withGone } from '#domain/program/gone.ts';
import type { Program } from '#domain/program/program.ts';
import { programTopic } from '#server/storage/db/live.ts';
import type { ProgramRow } from '#server/storage/db/schema.ts';
import { putSlots } from '#server/storage/passes/reward-slots.ts';
import { someMember } from '#server/storage/people/members.ts';
import { addProgram, allPrograms, latestProgram } from '#server/storage/program/programs.ts';
import { isTierInUse } from '#server/storage/program/tiers-in-use.ts';
import { hasTill, putTill } from '#server/storage/till/tills.ts';
import { setStock } from '#server/storage/vouchers/reward-stocks.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { transact, type Work } from '#server/usecases/ground/work.ts';
import { makeTillKey } from './till-key.ts';

/** A till that is new in the program, and its POS's key: shown once, stored as a hash. */
export interface NewTill {
  readonly tillId: string;
  readonly storeName: string;
  readonly key: string;
}

/**
 * Puts a program in force. The same file again changes nothing. A stock is the number in all, including those given
 * out, because a file can't know how many that is.
 * @returns the new tills, with their keys
 * @param accepted the administrator has agreed that a tier goes which members have stood in
 * @throws ProgramFault when members have joined and the currency changes, or a tier has gone that members know
 */
export function loadProgram(
  context: Context,
  wanted: Program,
  { accepted = false }: { accepted?: boolean } = {},
): Promise<NewTill[]> {
  return transact(context, async (work) => {
    const before = await latestProgram(work.db);
    const program = withGone(wanted, await earlierPrograms(work, before));
    const document = JSON.stringify(program);
    if (before?.document === document) return [];
    const inForce = before ? (JSON.parse(before.document) as Program) : null; // Checked when it was loaded.
    if (inForce) await refuseOtherCurrency(work, inForce, program);
    if (inForce && !accepted) await refuseLostTier(work, inForce, program);
    await addProgram(work, { document, loaded_at: work.at });
    for (const reward of program.rewards) {
      if (reward.stock !== undefined) await setStock(work, reward.id, reward.stock);
    }
    const priced = program.rewards.map(({ id, points }) => ({ reward_id: id, points }));
    await putSlots(work, priced, work.at);
    const fresh: NewTill[] = [];
    for (const store of program.stores) {
      for (const { id } of store.tills) {
        if (await hasTill(work.db, id)) continue;
        const { key, key_hash } = makeTillKey(context);
        const only = { key_hash, revoked_at: null, old_key_hash: null, old_key_until: null };
        await putTill(work, { id, store_id: store.id, ...only });
        fresh.push({ tillId: id, storeName: store.name, key });
      }
    }
    await recordAct(work, { act: 'program-loaded', details: { newTills: fresh.length } });
    work.tell(programTopic);
    return fresh;
  });
}

/** The programs that tell what has left: the one in force knows it for all before it, once something has left. */
async function earlierPrograms(work: Work, before: ProgramRow | undefined): Promise<Program[]> {
  if (!before) return [];
  const latest = JSON.parse(before.document) as Program; // Checked when it was loaded, as are the others.
  if (latest.gone) return [latest];
  return (await allPrograms(work.db)).map(({ document }) => JSON.parse(document) as Program);
}

/** Thrown when a program can't replace the one in force. The message says why. */
export class ProgramFault extends Error {}

/** Refuses another currency. Amounts are stored in the old one, so members would gain or lose tiers. */
async function refuseOtherCurrency(
  work: Work,
  inForce: Program,
  { currency }: Program,
): Promise<void> {
  if (inForce.currency === currency || !(await someMember(work.db))) return;
  throw new ProgramFault(
    `currency: members have joined and spent in ${inForce.currency}, so it can't become ${currency}`,
  );
}

/** Refuses to lose a tier that members have stood in: their history names it by its id for ever. */
async function refuseLostTier(work: Work, inForce: Program, { tiers }: Program): Promise<void> {
  for (const { id } of inForce.tiers) {
    if (tiers.some((tier) => tier.id === id) || !(await isTierInUse(work.db, id))) continue;
    throw new ProgramFault(
      `tiers: members have stood in "${id}", which the file no longer has. Keep its id and change its name, or load it with --accept when the tier is to go.`,
    );
  }
}
