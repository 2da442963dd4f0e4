import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memberApi, mergePage } from '#contract/paths.ts';
import { mergeOf } from '#server/storage/merges/merges.ts';
import { type Another, anotherProcess } from '#server/tests/kit/another-process.ts';
import { Browser } from '#server/tests/kit/browser.ts';
import { balance, issue, posAt } from '#server/tests/kit/counter.ts';
import { idOf, numberOf } from '#server/tests/kit/members.ts';
import { mergeStep, proveOther } from '#server/tests/kit/model/merging.ts';
import { owner } from '#server/tests/kit/model/moving.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';
import { eraseMember } from '#server/usecases/rights/erase.ts';

let t: Tillpass;
let other: Another;
before(async () => {
  t = await startTillpass();
  other = await anotherProcess(t);
});
after(async () => {
  await other.close();
  await t.close();
});

const yes = { merge: 'yes', confirm: 'yes' };

/** The same phone, whose next request goes to the other process. */
function twin(phone: Browser): Browser {
  const same = new Browser(other.app);
  for (const [name, value] of phone.cookies) same.cookies.set(name, value);
  return same;
}

/** Somebody with two memberships who has proved both mailboxes on `phone`; the other one bought something. */
async function proved(name: string) {
  const second = await t.joined(`${name}-two@example.com`);
  const sold = { member: { number: await numberOf(second) }, receiptNumber: `${name}-1` };
  assert.equal((await posAt(t, 'main-1').purchase(sold)).status, 200);
  const phone = await t.joined(`${name}@example.com`);
  assert.match(await proveOther(t, phone, `${name}-two@example.com`), /Make them one membership/);
  const ids = [
    await idOf(t, `${name}@example.com`),
    await idOf(t, `${name}-two@example.com`),
  ] as const;
  return { phone, second, ids };
}

/** The points of both books together. */
async function sumOf(ids: readonly string[]): Promise<number> {
  const rows = await t.context.store.read
    .selectFrom('members')
    .select('balance')
    .where('id', 'in', ids)
    .execute();
  return rows.reduce((sum, row) => sum + row.balance, 0);
}

test('two memberships that are merged into each other at once: one goes on, with all points of both', async () => {
  for (const turn of [1, 2, 3]) {
    const name = `cross-${turn}`;
    const { phone, second, ids } = await proved(name);
    assert.match(await proveOther(t, second, `${name}@example.com`), /Make them one membership/);
    const back = twin(second);
    await Promise.all([mergeStep(phone, yes), mergeStep(back, yes)]);
    const merges = await Promise.all(ids.map((id) => mergeOf(t.context.store.read, id)));
    assert.equal(merges.filter((one) => one !== undefined).length, 1, 'one of both ended');
    assert.equal(await sumOf(ids), 310);
    const owners = [
      await owner(t, `${name}@example.com`),
      await owner(t, `${name}-two@example.com`),
    ];
    assert.equal(owners.filter((id) => id !== undefined).length, 1);
  }
});

test('the yes that is sent twice at once is one merge', async () => {
  const { phone, ids } = await proved('twice');
  const same = twin(phone);
  const answers = await Promise.all([mergeStep(phone, yes), mergeStep(same, yes)]);
  assert.deepEqual(
    answers.map(({ status }) => status),
    [303, 303],
  );
  assert.equal(await balance(phone), 310);
  assert.equal(await sumOf(ids), 310);
  for (const one of [phone, same])
    assert.match((await one.page(mergePage)).text, /one membership now/);
});

test('a merge beside a purchase, a return, a reward and an erasure of the other one: no point is made or lost', async () => {
  const pos = posAt(t, 'main-1');
  for (const turn of [1, 2]) {
    const { phone, second, ids } = await proved(`beside-${turn}`);
    const number = await numberOf(second);
    const at = posAt({ ...t, app: other.app }, 'main-1');
    const bought = { member: { number }, receiptNumber: `beside-${turn}-2` };
    const [merged, sold, back, mug] = await Promise.all([
      mergeStep(phone, yes),
      at.purchase(bought),
      at.return(`beside-${turn}-1`, `beside-${turn}-R`),
      issue(twin(second), 'mug'),
    ]);
    assert.equal(merged.status, 303);
    assert.equal(sold.status, 200, sold.text);
    assert.equal(back.status, 200, back.text);
    const isOpen = mug.status === 200;
    assert.equal(await sumOf(ids), 150 + 150 + 10 - (isOpen ? 40 : 0));
    // Where the reward was first, the merge waits for what becomes of it; else the other device is out.
    if (!isOpen) assert.equal((await mergeOf(t.context.store.read, ids[1]))?.member_id, ids[0]);
  }
  const { phone, ids } = await proved('gone');
  await Promise.all([mergeStep(phone, yes), eraseMember(other.context, ids[1], 'support')]);
  assert.equal((await phone.get(memberApi.wallet)).status, 200);
  const isMerged = (await mergeOf(t.context.store.read, ids[1])) !== undefined;
  assert.equal(await balance(phone), isMerged ? 310 : 150);
  assert.equal((await pos.return('gone-1', 'gone-R')).status, 200);
  assert.equal(await balance(phone), isMerged ? 300 : 150);
  assert.deepEqual(await verifyBooks(t.context), []);
});
