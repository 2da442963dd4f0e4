import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { memberApi, paths } from '#contract/paths.ts';
import { backupCommands } from '#server/admin/backup/admin-backup.ts';
import { runCommand } from '#server/tests/kit/admin.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { balance, issue, issued, posAt, said } from '#server/tests/kit/counter.ts';
import { dump } from '#server/tests/kit/dump.ts';
import { idOf, numberOf } from '#server/tests/kit/members.ts';
import { merge } from '#server/tests/kit/model/merging.ts';
import { mailsTo, move } from '#server/tests/kit/model/moving.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';
import { expireDue } from '#server/usecases/vouchers/expire.ts';

let t: Tillpass;
let place: string;
before(async () => {
  t = await startTillpass();
  place = await mkdtemp(join(tmpdir(), 'tillpass-life-'));
});
after(async () => {
  await rm(place, { recursive: true, force: true });
  await t.close();
});

const day = 86_400_000;

/** What the clock does at the next noon, when no hour is quiet. */
async function runClockAt(instant: number): Promise<void> {
  t.clock.turnTo(Math.floor(instant / day) * day + day / 2);
  while ((await expireDue(t.context)) > 0) t.clock.turn(1);
}

/** The page of a mail's link to freeze, in whichever browser. */
async function freezeByMail(address: string): Promise<void> {
  const texts = (await mailsTo(t, address)).map(({ text }) => text);
  const link = texts.flatMap((text) => /(\/f\/\S+)/.exec(text)?.[1] ?? [])[0];
  assert.ok(link, texts.join('\n'));
  const done = await t.browser().form(link, { confirm: 'yes' }, link);
  assert.match(done.text, /This membership is frozen/);
}

/** Shows once more, by a mail, that the mailbox is theirs. */
async function signInAgain(phone: Browser, address: string): Promise<void> {
  const { body: waiting } = await phone.post(memberApi.again);
  const { code } = await t.lastMail(address);
  const to = memberApi.code.replace(':signInId', waiting.id);
  assert.equal((await phone.post(to, { code })).status, 200);
  assert.equal((await phone.get(memberApi.held)).body.fresh, true);
}

test('a member’s whole life: joins, earns, is warned, freezes and thaws, moves, merges, takes a copy, and is found nowhere', async () => {
  const [first, moved, second] = [
    'canary-first@example.com',
    'canary-moved@example.com',
    'canary-second@example.com',
  ];
  const pos = posAt(t, 'main-1');

  // Joins at a poster, and says a name.
  let phone = await t.joined(first, 'M1');
  await phone.post(memberApi.profile, { firstName: 'Canaryname' });
  const memberId = await idOf(t, first);
  const number = await numberOf(phone);

  // Earns, spends, and support is sorry.
  const sale = { member: { number }, receiptNumber: 'LIFE-1' };
  assert.equal((await pos.purchase(sale)).status, 200);
  const used = await issued(phone, 'coffee');
  assert.equal((await pos.redeem(used.code, 'LIFE-2')).status, 200);
  await runCommand(t.context, 'adjust', number, '40', 'Canaryreason for the wait');
  assert.equal(await balance(phone), 100);

  // Is warned before the points end; what ends is told.
  await runClockAt(t.clock.now() + 340 * day);
  const warned = (await mailsTo(t, first)).find(({ subject }) => /points/.test(subject));
  assert.match(warned?.text ?? '', /100 points/);

  // Signs in on a device that nobody knew, is told, and freezes it by the mail's link; then thaws it with a fresh code.
  phone = await t.joined(first);
  t.clock.turn(1);
  await freezeByMail(first);
  assert.deepEqual(said(await issue(phone, 'mug')), [423, 'frozen']);
  assert.equal((await pos.purchase({ ...sale, receiptNumber: 'LIFE-3' })).status, 200);
  t.clock.turn(20 * 60_000);
  assert.deepEqual(said(await phone.post(memberApi.thaw)), [403, 'sign-in-again']);
  await signInAgain(phone, first);
  assert.equal((await phone.post(memberApi.thaw)).status, 200);
  assert.equal(await balance(phone), 110);

  // Moves to another address; for a week what can't be undone waits.
  t.clock.turn(1);
  await move(t, phone, moved);
  assert.deepEqual(said(await phone.post(memberApi.copy)), [403, 'address-new']);
  await runClockAt(t.clock.now() + 8 * day);

  // Finds a second membership of theirs, and makes both one.
  const other = await t.joined(second);
  const otherNumber = await numberOf(other);
  const otherId = await idOf(t, second);
  const bought = { member: { number: otherNumber }, receiptNumber: 'LIFE-4' };
  assert.equal((await pos.purchase(bought)).status, 200);
  t.clock.turn(1);
  await signInAgain(phone, moved);
  await merge(t, phone, second);
  assert.equal(await balance(phone), 110 + 160);
  assert.equal((await pos.purchase({ ...bought, receiptNumber: 'LIFE-5' })).status, 200);
  assert.equal(await balance(phone), 280);

  // Takes a copy of all of it along.
  const copy = (await phone.post(memberApi.copy)).body;
  assert.equal(copy.members[0].balance, 280);
  assert.equal(copy.purchases.length, 3);
  assert.equal(copy.merged[0].purchases.length, 1);

  // Leaves, and is found nowhere: in no row, no byte of the data folder, and no backup.
  assert.equal((await phone.post(memberApi.erase, { confirm: 'yes' })).status, 200);
  assert.equal((await phone.page(paths.wallet)).status, 303);
  const file = join(place, 'shop.sqlite');
  await backupCommands.backup(t.context, [file]);
  const dataDir = t.adminSettings.DATA_DIR ?? '';
  const files = (await readdir(dataDir, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const rows = await dump(t.context.store.read);
  for (const text of ['canary', 'Canary', number, otherNumber]) {
    assert.ok(!rows.includes(text), `${text} in a row`);
    for (const one of [...files, file])
      assert.ok(!(await readFile(one)).includes(text), `${text} in ${one}`);
  }

  // The books are right, and what was bought can still be returned, of nobody.
  assert.deepEqual(await verifyBooks(t.context), []);
  for (const receipt of ['LIFE-1', 'LIFE-4'])
    assert.equal((await pos.return(receipt, `${receipt}-R`)).status, 200);
  const left = await t.context.store.read
    .selectFrom('members')
    .select(['id', 'balance', 'debt'])
    .where('id', 'in', [memberId, otherId])
    .execute();
  for (const one of left) assert.ok(one.balance <= 0 && one.balance === -one.debt, one.id);
});
