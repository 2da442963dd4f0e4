import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addressPage, memberApi, paths } from '#contract/paths.ts';
import { anotherProcess } from '#server/tests/kit/another-process.ts';
import { Browser } from '#server/tests/kit/browser.ts';
import { balance } from '#server/tests/kit/counter.ts';
import { idOf } from '#server/tests/kit/members.ts';
import {
  ask,
  isSignedIn,
  mailsTo,
  move,
  owner,
  said,
  step,
  takeBack,
} from '#server/tests/kit/model/moving.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { freeze } from '#server/usecases/rights/freeze.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
// Closing verifies every ledger.
after(() => t.close());

test('a code at the new mailbox makes it theirs; both are told, points stay, and codes go to the new one alone', async () => {
  const phone = await t.joined('before@example.com');
  const memberId = await idOf(t, 'before@example.com');
  const start = await balance(phone);
  assert.equal((await phone.get(memberApi.profile)).body.changeAddress.path, addressPage);
  await move(t, phone, 'after@example.com');
  assert.equal(await owner(t, 'after@example.com'), memberId);
  assert.equal(await owner(t, 'before@example.com'), undefined);
  const [old] = await mailsTo(t, 'before@example.com');
  assert.match(old?.text ?? '', /has another e-mail address/);
  assert.doesNotMatch(old?.text ?? '', /after@/, 'the old one is not told the new');
  assert.match((await mailsTo(t, 'after@example.com'))[0]?.text ?? '', /belongs to the membership/);
  assert.ok(await isSignedIn(phone));
  t.clock.turn(1);
  // Proved by the code, so the welcome gift is not given again, and signing in finds the same membership.
  const laptop = await t.joined('after@example.com');
  assert.equal(await balance(laptop), start);

  // Whoever asks for a code at the old one gets the link once more and no code, and nobody is made a member there.
  t.clock.turn(1);
  const stranger = t.browser();
  const asked = await stranger.post(memberApi.signIns, { email: 'before@example.com' });
  assert.equal(asked.status, 200);
  const [again, ...more] = await mailsTo(t, 'before@example.com');
  assert.ok(more.length > 0);
  assert.doesNotMatch(again?.text ?? '', /^\d{6}$/m);
  assert.match(again?.text ?? '', /\/a\//);
  assert.equal(await owner(t, 'before@example.com'), undefined);
});

test('an address that is refused stands in its field, marked, to be corrected', async () => {
  const phone = await t.joined('typed@example.com');
  const refused = await said(t, phone, { email: 'ty"ped@example' });
  assert.match(refused, /role="alert"/);
  assert.match(
    refused,
    /<input name="email"[^>]* value="ty&#34;ped@example" aria-invalid="true" aria-describedby="said" autofocus>/,
  );
  const again = (await phone.page(addressPage)).text;
  assert.doesNotMatch(again, /aria-invalid="true"| value="ty/);
});

test('an address that was sent after the session ended does not stand on the page for signing in', async () => {
  const phone = await t.joined('ended@example.com');
  await phone.post(memberApi.signOut);
  assert.equal((await step(phone, { email: 'another@example.com' })).status, 303);
  const { text } = await phone.page(paths.signIn);
  assert.match(text, /<input[^>]* name="email"[^>]*>/);
  assert.doesNotMatch(text, /value="another@example.com"|aria-invalid="true"/);
});

test('five wrong codes end a code; it is good on the device that asked, for an hour, and the last one asked for counts', async () => {
  const phone = await t.joined('codes@example.com');
  const first = await ask(t, phone, 'codes-new@example.com');
  const code = await ask(t, phone, 'codes-new@example.com');
  const wrong = code === '000000' ? '111111' : '000000';
  if (first !== code) assert.match(await said(t, phone, { code: first }), /You have 4 more tries/);
  assert.match(await said(t, phone, { code: '12' }), /more tries/, 'a typing error costs none');
  const laptop = await t.joined('codes@example.com');
  assert.match(await said(t, laptop, { code }), /That code is over/);
  let text = '';
  for (let tries = 0; tries < 5; tries += 1) text = await said(t, phone, { code: wrong });
  assert.match(text, /That code is over/);
  assert.match(await said(t, phone, { code }), /That code is over/, 'also the right one');
  const late = await ask(t, phone, 'codes-new@example.com');
  t.clock.turn(60 * 60_000);
  assert.match(await said(t, phone, { code: late }), /That code is over/);
  assert.equal(await owner(t, 'codes-new@example.com'), undefined);
});

test('an address that is somebody’s is answered as any other, and told only to who typed the code that went there', async () => {
  const phone = await t.joined('two@example.com');
  await t.joined('other-self@example.com');
  const [free, taken] = [await said(t, phone, { email: 'nobody@example.com' }), ''];
  t.clock.turn(1);
  const asked = await said(t, phone, { email: 'other-self@example.com' });
  const neutral = (text: string) => text.replaceAll(/nobody@|other-self@/g, '');
  assert.equal(neutral(asked), neutral(free) + taken);
  const [mail] = await mailsTo(t, 'other-self@example.com');
  const [mailOfNobody] = await mailsTo(t, 'nobody@example.com');
  const words = (text = '') => text.replaceAll(/\d{6}/g, '');
  assert.equal(words(mail?.text), words(mailOfNobody?.text));
  const { code } = await t.lastMail('other-self@example.com');
  assert.match(await said(t, phone, { code }), /You have another membership at this address/);
  assert.equal(await owner(t, 'two@example.com'), await idOf(t, 'two@example.com'));
  assert.match(await said(t, phone, { code }), /That code is over/);
});

test('a frozen membership keeps its address; nothing, the same address and a sixth ask within a day are refused', async () => {
  const phone = await t.joined('stays@example.com');
  assert.match(await said(t, phone, { email: '' }), /address/);
  assert.match(await said(t, phone, { email: 'Stays@example.com' }), /That’s your address already/);
  for (let asks = 0; asks < 5; asks += 1) await ask(t, phone, `stay-${asks}@example.com`);
  assert.match(
    await said(t, phone, { email: 'sixth@example.com' }),
    /try again|Try again|Wait|wait/,
  );
  assert.deepEqual(await mailsTo(t, 'sixth@example.com'), []);
  const { code } = await t.lastMail('stay-4@example.com');
  await freeze(t.context, await idOf(t, 'stays@example.com'), 'mail');
  await step(phone, { code });
  assert.match(
    (await phone.page(addressPage)).text,
    /Your membership is frozen, so its address stays/,
  );
  assert.equal(await owner(t, 'stay-4@example.com'), undefined);
});

test('two members who want one address at once: one has it', async () => {
  const other = await anotherProcess(t);
  try {
    const [one, two] = [
      await t.joined('left@example.com'),
      await t.joined('right-one@example.com'),
    ];
    const twin = new Browser(other.app);
    for (const [name, value] of two.cookies) twin.cookies.set(name, value);
    const codes = [
      await ask(t, one, 'wanted@example.com'),
      await ask(t, two, 'wanted@example.com'),
    ];
    await Promise.all([step(one, { code: codes[0] ?? '' }), step(twin, { code: codes[1] ?? '' })]);
    const holder = await owner(t, 'wanted@example.com');
    const kept = [await owner(t, 'left@example.com'), await owner(t, 'right-one@example.com')];
    assert.equal(kept.filter((id) => id === undefined).length, 1);
    assert.ok(holder !== undefined && !kept.includes(holder));
  } finally {
    await other.close();
  }
});

test('who is not signed in is led to the sign-in, and a link of nobody is over', async () => {
  assert.equal((await t.browser().page(addressPage)).headers.location, paths.signIn);
  const nobody = '/a/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
  assert.equal((await t.browser().page(nobody)).status, 410);
  assert.equal((await takeBack(t, nobody)).status, 410);
});
