import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { memberApi, paths } from '#contract/paths.ts';
import { limits } from '#domain/limit.ts';
import { aboutMembers } from '#server/storage/held/about-members.ts';
import { copiedTables, fieldOf } from '#server/storage/held/read-copy.ts';
import { refusedCommand, runCommand } from '#server/tests/kit/admin.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { balance, issued, posAt } from '#server/tests/kit/counter.ts';
import { asked, idOf, numberOf, readOut } from '#server/tests/kit/members.ts';
import { enterCode } from '#server/tests/kit/sign-in.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { piecesOf } from '#server/usecases/rights/take-copy.ts';

const minute = 60_000;

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

const take = (phone: Browser) => phone.post(memberApi.copy);

test('a copy has every line of a member’s tables, and nothing of anybody else', async () => {
  const till = await t.onDuty('main-1');
  const { phone, number, id, code } = await asked(t, till, { address: 'whole@example.com' });
  await readOut(till, id, code);
  await runCommand(t.context, 'adjust', number, '500', 'Sorry for the wait');
  const { code: voucher } = await issued(phone, 'coffee');
  await posAt(t, 'main-1').redeem(voucher, 'COPY-1');
  const lines = [{ id: '1', minor: 1_000, gtin: '4006381333931', name: 'Pen' }];
  const sold = { member: { number }, receiptNumber: 'COPY-2', lines };
  const reported = await posAt(t, 'main-1').purchase(sold);
  assert.equal(reported.status, 200, reported.text);
  assert.equal((await posAt(t, 'main-1').return('COPY-2', 'COPY-3')).status, 200);
  await runCommand(t.context, 'member', number);
  const other = await t.joined('other@example.com');
  await issued(other, 'coffee');

  const { status, headers, text, body } = await take(phone);
  assert.equal(status, 200);
  assert.equal(headers['content-disposition'], `attachment; filename="${number}.json"`);
  assert.equal(body.members[0].address, 'whole@example.com');
  assert.equal(body.members[0].balance, await balance(phone));
  assert.equal(body.purchaseLines[0].gtin, '4006381333931');
  assert.equal(body.ledgerEntries[0].details.rule, 'welcome');
  assert.match(body.sessions[0].createdAt, /^20\d\d-\d\d-\d\dT.*Z$/);
  assert.deepEqual(body.adminActs.map(({ act }: { act: string }) => act).toSorted(), [
    'member-found',
    'points-adjusted',
  ]);

  const [memberId, otherId] = [
    await idOf(t, 'whole@example.com'),
    await idOf(t, 'other@example.com'),
  ];
  for (const table of copiedTables) {
    const { by } = aboutMembers[table];
    const { dynamic } = t.context.store.read;
    const held = await t.context.store.read
      .selectFrom(table)
      .select(({ fn }) => fn.countAll().as('rows'))
      .where(dynamic.ref(by), '=', memberId)
      .executeTakeFirstOrThrow();
    assert.equal(body[fieldOf(table)].length, Number(held.rows), table);
  }
  assert.doesNotMatch(text, new RegExp(`other@example\\.com|${otherId}`));
});

/** Devices that somebody was signed in on. @returns the member's id */
async function withDevices(address: string, count: number): Promise<string> {
  const memberId = await idOf(t, address);
  const devices = Array.from({ length: count }, (_, index) => ({
    member_id: memberId,
    id: `phone-${String(index).padStart(4, '0')}`,
    browser: '',
    token_hash: `${address}-${index}`,
    created_at: 1,
    seen_at: 1,
    revoked_at: 2,
    placement: null,
    placement_at: null,
    pass_epoch: null,
  }));
  await t.context.store.transact(({ db }) => db.insertInto('sessions').values(devices).execute());
  return memberId;
}

test('a history longer than one reading is told once, in its order', async () => {
  const phone = await t.joined('long@example.com');
  const [atOnce, more] = [100, 7];
  await withDevices('long@example.com', 2 * atOnce + more);
  const ids: string[] = (await take(phone)).body.sessions.map(({ id }: { id: string }) => id);
  assert.equal(ids.length, 2 * atOnce + more + 1);
  assert.deepEqual(ids, [...new Set(ids)].toSorted());
});

test('a copy holds a hundred lines at once, and reads on only when they are taken', async () => {
  await t.joined('slow@example.com');
  const memberId = await withDevices('slow@example.com', 350);
  const lines: number[] = [];
  for await (const piece of piecesOf(t.context, memberId)) {
    const told = piece.match(/"revokedAt":/g)?.length ?? 0;
    if (told === 0) continue;
    lines.push(told);
    // What changes while the reader pauses stands in all that follows, as nothing was read ahead.
    if (lines.length > 1) assert.doesNotMatch(piece, /"browser":""/);
    else
      await t.context.store.transact(({ db }) =>
        db
          .updateTable('sessions')
          .set({ browser: 'paused' })
          .where('member_id', '=', memberId)
          .execute(),
      );
  }
  assert.deepEqual(lines, [100, 100, 100, 51]);
});

test('a phone that was signed in long ago gives no copy, until its owner’s mailbox has said yes', async () => {
  const phone = await t.joined('fresh@example.com');
  t.clock.turn(16 * minute);
  assert.equal((await take(phone)).body.error.key, 'sign-in-again');
  assert.equal((await phone.get(memberApi.held)).body.fresh, false);
  // A page without scripts says so, and what to do.
  await phone.form(memberApi.copy, {}, paths.held);
  assert.match((await phone.page(paths.held)).text, /show once more that it’s you/);

  const { body: waiting } = await phone.post(memberApi.again);
  // That somebody is signed in here is no answer to the mail.
  assert.equal(waiting.signedIn, false);
  assert.match((await phone.page(paths.waiting(waiting.id))).text, /action="\/api\/sign-in-again"/);
  const stillThere = await phone.get(memberApi.signIn.replace(':signInId', waiting.id));
  assert.equal(stillThere.body.signedIn, false);
  const { code } = await t.lastMail('fresh@example.com');
  assert.equal((await enterCode(phone, waiting.id, code)).status, 200);
  assert.equal((await phone.get(memberApi.held)).body.fresh, true);
  const { body } = await take(phone);
  assert.equal(body.members[0].address, 'fresh@example.com');
  // The session of before has ended: one phone, one device.
  const { devices } = (await phone.get(memberApi.profile)).body;
  assert.equal(devices.length, 1);
});

test('the mail’s form leads back to the page that it was asked from', async () => {
  const phone = await t.joined('back@example.com');
  const { headers } = await phone.form(memberApi.again, {}, paths.held);
  const id = String(headers.location).split('/').at(-1) ?? '';
  t.clock.turn(1);
  const { code } = await t.lastMail('back@example.com');
  const entered = await phone.form(memberApi.code.replace(':signInId', id), { code });
  assert.equal(entered.headers.location, paths.held);
});

test('nobody takes a copy without a session, and a member takes ten a day', async () => {
  assert.equal((await take(t.browser())).status, 401);
  const phone = await t.joined('often@example.com');
  for (let taken = 0; taken < limits.copy.atMost; taken += 1)
    assert.equal((await take(phone)).status, 200);
  assert.equal((await take(phone)).body.error.key, 'too-many-requests');
});

test('support writes a copy into a new file that only its owner reads, and that is on record', async () => {
  const phone = await t.joined('letter@example.com');
  const place = await mkdtemp(join(tmpdir(), 'tillpass-copy-'));
  try {
    const path = join(place, 'letter.json');
    const spoken = (await numberOf(phone)).replace(/^(.{4})/, '$1 ');
    await runCommand(t.context, 'copy-member', ...spoken.split(' '), path);
    assert.equal((await stat(path)).mode & 0o777, 0o600);
    const { members, adminActs } = JSON.parse(await readFile(path, 'utf8'));
    assert.equal(members[0].number, await numberOf(phone));
    assert.equal(adminActs[0].act, 'member-copied');
    assert.match(
      await refusedCommand(t.context, 'copy-member', 'letter@example.com', path),
      /is there already/,
    );
  } finally {
    await rm(place, { recursive: true });
  }
});
