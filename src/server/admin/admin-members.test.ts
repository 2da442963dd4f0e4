import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memberApi, paths } from '#contract/paths.ts';
import { latestMails } from '#server/storage/people/mails.ts';
import { refusedCommand, runCommand } from '#server/tests/kit/admin.ts';
import { balance, issued, posAt, wallet } from '#server/tests/kit/counter.ts';
import { numberOf } from '#server/tests/kit/members.ts';
import { ask, enterCode, isSignedIn } from '#server/tests/kit/sign-in.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { openMail } from '#server/usecases/ground/queue-mail.ts';
import { expireDue } from '#server/usecases/vouchers/expire.ts';

const day = 24 * 60 * 60_000;

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

const admin = (name: string, ...args: string[]) => runCommand(t.context, name, ...args);
const refused = (name: string, ...args: string[]) => refusedCommand(t.context, name, ...args);
const idIn = (text: string): string => /Its id: (\S+)/.exec(text)?.[1] ?? '';

test('a member is found by address and by number, with vouchers, devices and where they were used', async () => {
  const phone = await t.joined('find@example.com', 'M1');
  const number = await numberOf(phone);
  const { code } = await issued(phone, 'coffee');
  await posAt(t, 'main-1').redeem(code, 'FIND-1');
  for (const typed of [
    'find@example.com',
    'Find@Example.com',
    number,
    `${number.slice(0, 4)} ${number.slice(4)}`,
  ]) {
    const said = await admin('member', typed);
    assert.match(said, /^No name, member [\d ]{12}, en\nfind@example\.com, proved 20/, typed);
    assert.match(said, /\njoined 20.* at Main St\.\n\d+ points to spend, /);
    assert.match(
      said,
      /\nvoucher .*: redeemed; used 20.* at Main St\., main-1, receipt FIND-1 {2}\[[\da-f-]{36}\]/,
    );
    assert.match(said, /\ndevice .*, last seen /);
  }
  assert.match(
    await refused('member', 'nobody@example.com'),
    /^"nobody@example\.com" is no member's/,
  );
  assert.match(await refused('member'), /is no member's/);
  assert.match(await admin('acts'), new RegExp(`test: member found \\(member ${number}\\)`));
});

test('history is read in the words of the member’s own page', async () => {
  const phone = await t.joined('told@example.com');
  const number = await numberOf(phone);
  await posAt(t, 'main-1').purchase({ member: { number }, receiptNumber: 'TOLD-1' });
  await issued(phone, 'small');
  const said = (await admin('history', number)).split('\n');
  assert.equal(said.length, 3);
  assert.match(
    said[1] ?? '',
    /^20\d\d-\d\d-\d\d \d\d:\d\d +\+\d+ {2}Purchase of .*, Main St\., receipt TOLD-1 \(balance \d+\)$/,
  );
  assert.match(said[2] ?? '', / {2}Welcome gift/);
  assert.equal((await admin('history', number, '--lines', '2')).split('\n')[2], 'Older: --lines 8');
  assert.match(
    await refused('history', number, '--lines', 'all'),
    /^--lines is a number from 1 to 1000/,
  );
});

test('points are given for a reason that the member reads in either language, and the tier stays', async () => {
  const phone = await t.joined('sorry@example.com');
  const number = await numberOf(phone);
  const before = await wallet(phone);
  const words = ['Sorry for the long wait', '--ar', 'نعتذر عن الانتظار الطويل'];
  const said = await admin('adjust', number, '50', ...words);
  assert.match(said, /^Done: \+50 points, balance \d+\. Its id: /);
  const after = await wallet(phone);
  assert.equal(after.balance, before.balance + 50);
  assert.deepEqual([after.tier, after.qualifying], [before.tier, before.qualifying]);
  const page = (await phone.page('/history')).text;
  assert.match(page, /Adjusted: .*Sorry for the long wait/);
  await phone.post(memberApi.language, { language: 'ar' });
  assert.match((await phone.page('/history')).text, /تعديل: .*نعتذر عن الانتظار الطويل/);
  assert.match(await admin('history', number), /\+50 {2}Adjusted: .*Sorry for the long wait/);
});

test('the same adjustment again is not done twice, and its id makes no other', async () => {
  const phone = await t.joined('twice@example.com');
  const number = await numberOf(phone);
  const start = await balance(phone);
  const id = idIn(await admin('adjust', number, '50', 'A mistake of ours'));
  assert.match(
    await admin('adjust', number, '50', 'A mistake of ours', '--id', id),
    /^That was done before, and is not done again: \+50 points/,
  );
  for (const other of [
    ['60', 'A mistake of ours'],
    ['50', 'Another reason'],
  ]) {
    assert.match(await refused('adjust', number, ...other, '--id', id), /made another adjustment/);
  }
  assert.equal(await balance(phone), start + 50);
  const both = await Promise.all(
    [1, 2].map(() => admin('adjust', number, '5', 'At once', '--id', 'made-by-a-script')),
  );
  assert.equal(both.filter((one) => one.startsWith('Done')).length, 1);
  assert.equal(await balance(phone), start + 55);
});

test('points are taken down to none and no further, and what was given expires like any other', async () => {
  const phone = await t.joined('taken@example.com');
  const number = await numberOf(phone);
  const start = await balance(phone);
  assert.match(
    await refused('adjust', number, `-${start + 1}`, 'Too many'),
    /^They have 1 points fewer than that to spend\.$/,
  );
  assert.match(
    await admin('adjust', number, `-${start}`, 'Given by mistake'),
    / points, balance 0\./,
  );
  assert.equal(await balance(phone), 0);
  await admin('adjust', number, '30', 'Back again');
  assert.equal((await wallet(phone)).expiring?.points, 30);
  for (const points of ['0', '1.5', 'x', '100001', '-', '']) {
    assert.match(
      await refused('adjust', number, points, 'No number'),
      /^POINTS is a whole number/,
      points,
    );
  }
  for (const reason of [[], ['two\nlines'], ['\u200b']])
    assert.match(
      await refused('adjust', number, '5', ...reason),
      /^A reason is one line of 1 to 200/,
    );
  assert.match(await refused('adjust', number, '5', 'x', '--id', 'short'), /^--id is what/);
});

test('an address is changed, both are told, and the new one signs in to the same points', async () => {
  const phone = await t.joined('before@example.com');
  const number = await numberOf(phone);
  await t.joined('somebody@example.com');
  t.clock.turn(1_000); // So that the newest mails are the two about the change.
  assert.match(
    await refused('change-address', number, 'somebody@example.com'),
    /another member's address/,
  );
  assert.match(await refused('change-address', number, 'nothing'), /no e-mail address/);
  assert.match(
    await admin('change-address', 'before@example.com', 'after@example.com'),
    /^That address is theirs from now on\. Both were told\. For a week/,
  );
  assert.match(await admin('member', number), /until .* the old address can take it back/);
  assert.equal(
    await admin('change-address', number, 'After@example.com'),
    'That is their address already.',
  );
  const mails = (await latestMails(t.context.store.read, 10)).map((row) =>
    openMail(t.context, row),
  );
  const told = (to: string) => mails.find((mail) => mail.to === to)?.text ?? '';
  assert.match(told('before@example.com'), /has another e-mail address from now on/);
  assert.doesNotMatch(
    told('before@example.com'),
    /after@example\.com/,
    'the old one is not told the new',
  );
  assert.match(told('after@example.com'), /Sign in with it to see your points/);

  const start = await balance(phone);
  const laptop = t.browser();
  const { id, code } = await ask(t, laptop, 'after@example.com');
  await enterCode(laptop, id, code);
  assert.deepEqual([await numberOf(laptop), await balance(laptop)], [number, start]);
  assert.equal(await balance(phone), start, 'the welcome gift comes once');
  t.clock.turn(8 * day);
  const stranger = await t.joined('before@example.com');
  assert.notEqual(await numberOf(stranger), number, 'the old address is free after a week');
});

test('support gives back what expired lately, to the point, once, and for so many days', async () => {
  const address = 'back@example.com';
  const phone = await t.joined(address);
  await posAt(t, 'main-1').redeem((await issued(phone, 'small')).code, address);
  const { at: end } = (await wallet(phone)).expiring;
  t.clock.turnTo(end - 20 * day);
  await wallet(await t.joined(address));
  t.clock.turnTo(end);
  await expireDue(t.context);
  t.clock.turn(29 * day);
  assert.match(await admin('reinstate', address), /^Done: 140 points are back, until 20\d\d-/);
  assert.match(await admin('reinstate', address), /^None of their points expired within 30 days/);
  const again = await t.joined(address);
  const seen = await wallet(again);
  assert.equal(seen.balance, 140);
  assert.match((await again.page(paths.history)).text, /Adjusted: your expired points are back/);
  assert.match(await admin('history', address), /\+140 {2}Adjusted: your expired points are back/);
  assert.match(await admin('acts'), /test: points reinstated/);
  const told = await t.context.store.read
    .selectFrom('events')
    .select('data')
    .where('kind', '=', 'points.reinstated')
    .execute();
  assert.deepEqual(
    told.map(({ data }) => (JSON.parse(data) as { points: number }).points),
    [140],
  );
  t.clock.turnTo(seen.expiring.at);
  await expireDue(t.context);
  assert.equal(await balance(again), 0);
  assert.match(await admin('reinstate', address), /^None of their points/, 'no second time');
});

test('a member without their phone is signed out everywhere', async () => {
  const phone = await t.joined('lost@example.com');
  const laptop = await t.joined('lost@example.com');
  assert.equal(await admin('end-sessions', 'lost@example.com'), 'Signed out on 2 devices.');
  assert.deepEqual([await isSignedIn(phone), await isSignedIn(laptop)], [false, false]);
  assert.match(await admin('member', 'lost@example.com'), /\nsigned in nowhere$/);
  assert.ok(!(await admin('acts')).includes('@'), 'no address is written down');
});
