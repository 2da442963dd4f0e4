import { baseOf, headOf, readBase, readChainBeginning } from '#server/storage/points/chain.ts';
import { installationRow } from '#server/storage/program/installation.ts';
import {
  type Based,
  chainOf,
  keepBase,
  linkedEntries,
  membersAfter,
} from '#server/storage/program/turned-rows.ts';
import { chainFaults } from '#server/storage/verify/verify-chain.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { transact, type Work } from '#server/usecases/ground/work.ts';

/**
 * Holds every member's entries together under the key of now, after looking whether they are as they were written: once
 * the key before has gone, nobody can check their links. Each member is an act of its own.
 */
export async function rebaseChains(context: Context): Promise<{ members: number; faulty: number }> {
  const { store, secrets } = context;
  const kept = (await installationRow(store.read))?.chain_beginning ?? '';
  const from = readChainBeginning(secrets.hashes, kept) ?? 0;
  const done = { members: 0, faulty: 0 };
  for (let after: string | null = ''; after !== null; ) {
    const page: Based[] = await membersAfter(store.read, after);
    for (const member of page) {
      if (await isBased(context, member)) continue;
      const right = await transact(context, (work) => rebase(work, member.id, from));
      done[right ? 'members' : 'faulty'] += 1;
    }
    after = page.at(-1)?.id ?? null;
  }
  return done;
}

/** Whether an earlier run has done this one: its base is of the key of now. */
async function isBased({ store, secrets }: Context, { id, chain_base }: Based): Promise<boolean> {
  if (chain_base === null) return false;
  const entries = await linkedEntries(store.read, id);
  const onlyNow = (...asked: Parameters<typeof secrets.hash>) => [secrets.hash(...asked)];
  return readBase(onlyNow, chain_base, { memberId: id, entries }) !== null;
}

async function rebase(work: Work, memberId: string, from: number): Promise<boolean> {
  await work.lockMember(memberId);
  const { hash, hashes } = work.context.secrets;
  const member = await chainOf(work, memberId);
  const entries = await linkedEntries(work.db, memberId);
  if (chainFaults(member, entries, { hashes, from }).length > 0) return false;
  const link = entries.at(-1)?.link ?? null;
  await keepBase(work, {
    id: memberId,
    chain_base: baseOf(hash, memberId, entries),
    chain_head: link === null ? null : headOf(hash, link),
  });
  return true;
}
