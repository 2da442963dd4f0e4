import assert from 'node:assert/strict';
import { memberApi } from '#contract/paths.ts';
import { balance, issued, posAt } from '#server/tests/kit/counter.ts';
import { assertUnchanged, dump } from '#server/tests/kit/dump.ts';
import { idOf, numberOf } from '#server/tests/kit/members.ts';
import { proveOther } from '#server/tests/kit/model/merging.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';
import { counted, deaths, type Found, type Kills } from './deaths.ts';
import { runDoomed } from './run-doomed.ts';

/** Of both memberships: two welcomes with a purchase or two, less what a used reward took. */
const together = 150 + 150 + 20 - 10;

/** Somebody with two memberships, each with some lots, who has proved both mailboxes. */
async function proved(t: Tillpass, name: string) {
  const other = await t.joined(`${name}-two@example.com`);
  const number = await numberOf(other);
  const pos = posAt(t, 'main-1');
  for (const receipt of ['A', 'B'])
    await pos.purchase({ member: { number }, receiptNumber: `${name}-${receipt}` });
  const used = await issued(other, 'small');
  assert.equal((await pos.redeem(used.code, `${name}-C`)).status, 200);
  const phone = await t.joined(`${name}@example.com`);
  const page = await proveOther(t, phone, `${name}-two@example.com`);
  assert.match(page, /Make them one membership/);
  const { devices } = (await phone.get(memberApi.profile)).body;
  return { phone, session: [await idOf(t, `${name}@example.com`), String(devices[0].id)] };
}

/** Merges memberships in processes that are killed. @throws AssertionError when two are half merged, or a point is made or lost */
export async function killMerges(t: Tillpass, kills: Kills): Promise<Found> {
  const first = await proved(t, 'counted');
  const { statements, tookMs } = await counted(t, 'address', 'merge', ...first.session);
  const found: Found = { undone: 0, done: 0, begun: 0 };
  let turn = 0;
  let pair = await proved(t, `merged${turn}`);
  for (const death of deaths(kills, statements, tookMs)) {
    const before = await dump(t.context.store.read);
    await runDoomed(t, 'address', death, 'merge', ...pair.session);
    if ((await balance(pair.phone)) !== together) {
      assertUnchanged(before, await dump(t.context.store.read));
      found.undone += 1;
      continue;
    }
    await assertWhole(t, pair);
    found.done += 1;
    turn += 1;
    pair = await proved(t, `merged${turn}`);
  }
  await assertWhole(t, pair);
  assert.deepEqual(await verifyBooks(t.context), []);
  return found;
}

/** Asks for the same again, as whoever lost the answer does: it is the same merge. */
async function assertWhole(t: Tillpass, { phone, session }: Awaited<ReturnType<typeof proved>>) {
  for (const _ of [1, 2]) {
    const { status } = await runDoomed(t, 'address', { statement: 0 }, 'merge', ...session);
    assert.equal(status, 0);
    assert.equal(await balance(phone), together);
  }
}
