import assert from 'node:assert/strict';
import { access, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { memberApi } from '#contract/paths.ts';
import { issued, posAt } from '#server/tests/kit/counter.ts';
import { assertUnchanged, dump } from '#server/tests/kit/dump.ts';
import { foundAnywhere } from '#server/tests/kit/kept/kept-bytes.ts';
import { idOf } from '#server/tests/kit/members.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';
import { counted, deaths, type Found, folderOf, type Kills } from './deaths.ts';
import { runDoomed } from './run-doomed.ts';

/** A member of whom something stands in many tables. */
async function known(t: Tillpass, name: string): Promise<string> {
  const address = `${name.toLowerCase()}@example.com`;
  const phone = await t.joined(address);
  await phone.post(memberApi.profile, { firstName: name });
  await issued(phone, 'mug');
  const used = await issued(phone, 'coffee');
  await posAt(t, 'main-1').redeem(used.code, `R-${used.id}`);
  return idOf(t, address);
}

/** Erases members in processes that are killed. @throws AssertionError when one is half erased */
export async function killErasing(t: Tillpass, kills: Kills): Promise<Found> {
  const { statements, tookMs } = await counted(t, 'erase', await known(t, 'Counted'));
  const found: Found = { undone: 0, done: 0, begun: 0 };
  let turn = 0;
  let memberId = await known(t, `Canary${turn}x`);
  for (const death of deaths(kills, statements, tookMs)) {
    const before = await dump(t.context.store.read);
    await runDoomed(t, 'erase', death, memberId);
    const name = `Canary${turn}x`;
    const after = await dump(t.context.store.read);
    if (after.includes(name)) {
      assertUnchanged(before, after);
      found.undone += 1;
      continue;
    }
    await assertNowhere(t, name, memberId);
    found.done += 1;
    turn += 1;
    memberId = await known(t, `Canary${turn}x`);
  }
  await assertNowhere(t, `Canary${turn}x`, memberId);
  assert.deepEqual(await verifyBooks(t.context), []);
  return found;
}

/** Tries again, as whoever was killed would be asked to: then nothing says who it was, in no row and no byte. */
async function assertNowhere(t: Tillpass, name: string, memberId: string): Promise<void> {
  assert.equal((await runDoomed(t, 'erase', { statement: 0 }, memberId)).status, 0);
  assert.deepEqual(await foundAnywhere(t, [name]), []);
}

/** Writes a member's copy in processes that are killed. @throws AssertionError when half a copy has the name of a whole one */
export async function killCopies(t: Tillpass, kills: Kills): Promise<Found> {
  const memberId = await known(t, 'Copied');
  const { number } = await t.context.store.read
    .selectFrom('members')
    .select('number')
    .where('id', '=', memberId)
    .executeTakeFirstOrThrow();
  const found: Found = { undone: 0, done: 0, begun: 0 };
  const path = join(folderOf(t), 'copy.json');
  const { statements, tookMs } = await counted(t, 'copy', number, path);
  const whole = withoutTimes(await readFile(path, 'utf8'));
  await rm(path);
  for (const death of deaths(kills, statements, tookMs)) {
    await runDoomed(t, 'copy', death, number, path);
    const isThere = await access(path).then(
      () => true,
      () => false,
    );
    found[isThere ? 'done' : 'undone'] += 1;
    if (isThere) assert.equal(withoutTimes(await readFile(path, 'utf8')), whole);
    await rm(path, { force: true });
    // As the next try says: it may have been ended half-way.
    await rm(`${path}.unfinished`, { force: true });
  }
  assert.equal((await runDoomed(t, 'copy', { statement: 0 }, number, path)).status, 0);
  assert.equal(withoutTimes(await readFile(path, 'utf8')), whole);
  assert.ok(whole.includes(memberId));
  await rm(path);
  assert.deepEqual(await verifyBooks(t.context), []);
  return found;
}

/** Each look that support took stands in the next copy. */
function withoutTimes(text: string): string {
  const { adminActs: _, ...copy } = JSON.parse(text) as Record<string, unknown>;
  return JSON.stringify(copy);
}
