import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memberApi, mergePage } from '#contract/paths.ts';
import { mergeOfferMs } from '#domain/people/merge.ts';
import { digitGroups } from '#i18n/format.ts';
import { purgeMergeOffers } from '#server/storage/merges/merge-offers.ts';
import { mergeOf } from '#server/storage/merges/merges.ts';
import { refusedCommand, runCommand } from '#server/tests/kit/admin.ts';
import { balance, issued } from '#server/tests/kit/counter.ts';
import { idOf, numberOf } from '#server/tests/kit/members.ts';
import { merge, mergeSaid } from '#server/tests/kit/model/merging.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { eraseMember } from '#server/usecases/rights/erase.ts';
import {
  beginMergeOffer,
  declineMerge,
  endMergeOffer,
} from '#server/usecases/rights/merge-offer.ts';

// Somebody who tells support that they have two memberships: support begins, and only the member ends it.

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
// Closing verifies every ledger.
after(() => t.close());

type Line = [command: string, ...args: string[]];
const admin = (...line: Line) => runCommand(t.context, ...line);
const refused = (...line: Line) => refusedCommand(t.context, ...line);
const page = async (phone: Awaited<ReturnType<typeof t.joined>>) =>
  (await phone.page(mergePage)).text;

/** What the button to take it back sends, as the page of this phone has it. */
async function shown(phone: Awaited<ReturnType<typeof t.joined>>): Promise<string> {
  const { name } = /name="decline" value="(?<name>[^"]+)"/.exec(await page(phone))?.groups ?? {};
  assert.ok(name, 'something is begun');
  return name;
}

/** How many rows of begun merges there are. */
const offers = async (): Promise<number> =>
  (await t.context.store.read.selectFrom('merge_offers').select('at').execute()).length;

/** How many mails are queued, or were sent. */
const mails = async (): Promise<number> =>
  (await t.context.store.read.selectFrom('mails').select('id').execute()).length;

/** Somebody with two memberships, signed in to both on two devices. */
async function twice(name: string) {
  const [email, otherEmail] = [`${name}@example.com`, `${name}-old@example.com`];
  const other = await t.joined(otherEmail);
  t.clock.turn(1);
  const phone = await t.joined(email);
  t.clock.turn(1);
  return { phone, other, email, otherEmail };
}

test('support sees both and begins, both are mailed, and the member makes them one with a code of each mailbox', async () => {
  const { phone, other, email, otherEmail } = await twice('story');
  const [number, otherNumber] = [await numberOf(phone), await numberOf(other)];
  const shown = await admin('merge', email, otherNumber);
  assert.match(shown, /goes on .* story@example.com: 150 points/);
  assert.match(shown, /ends .* story-old@example.com: 150 points/);
  assert.match(shown, /together {2}300 points/);
  assert.match(shown, /Nothing is begun/);
  assert.doesNotMatch(await page(phone), /Our support has begun/);

  assert.match(await admin('merge', email, otherNumber, '--begin'), /Begun: both are mailed/);
  const told = await t.lastMail(email);
  assert.match(told.subject, /are these two memberships yours/);
  assert.match(told.text, new RegExp(`number ending in ${otherNumber.slice(-4)}`));
  const toldOther = await t.lastMail(otherEmail);
  assert.match(toldOther.text, new RegExp(`number ending in ${number.slice(-4)}`));
  for (const { text } of [told, toldOther]) {
    assert.match(text, /^Somebody told our support that these two memberships are one person’s/);
    assert.doesNotMatch(text, /You told/, 'it may have been a stranger');
    assert.match(text, /http\S+\/merge\n/, 'to see it, or to say no');
  }
  for (const [mail, secrets] of [
    [told, [digitGroups(otherNumber), otherNumber, otherEmail]],
    [toldOther, [digitGroups(number), number, email]],
  ] as const) {
    assert.doesNotMatch(mail.text, /\b\d{6}\b/, 'no code that could be given away');
    for (const secret of secrets) assert.ok(!mail.text.includes(secret));
  }

  // Nothing has moved, and either page says what is begun.
  assert.deepEqual([await balance(phone), await balance(other)], [150, 150]);
  assert.match(await page(phone), /can become part of this one, until/);
  assert.match(await page(other), /Sign in there, with your other address/);
  await merge(t, phone, otherEmail);
  assert.equal(await balance(phone), 300);
  assert.doesNotMatch(await page(phone), /Our support has begun/);
  assert.equal(await offers(), 0);
  assert.match(await admin('acts'), /merge begun/);
});

test('a mail in Arabic says the same', async () => {
  const { phone, email, otherEmail } = await twice('arabic');
  await phone.post(memberApi.language, { language: 'ar' });
  await admin('merge', email, otherEmail, '--begin');
  const { subject, text } = await t.lastMail(email);
  assert.match(subject, /^هل هاتان العضويتان لدى .*Test & Sons.* لك؟$/);
  assert.match(text, /أخبر أحدهم فريق الدعم لدينا/);
  assert.match(text, /لا تعطِ رمزًا كهذا لأحد/);
});

test('begun twice mails once, either member takes it back, and support too', async () => {
  const { phone, other, email, otherEmail } = await twice('back');
  await admin('merge', email, otherEmail, '--begin');
  const mailed = await mails();
  assert.match(await admin('merge', email, otherEmail, '--begin'), /nobody is mailed again/);
  assert.equal(await mails(), mailed);
  const stale = await shown(other);
  const said = await mergeSaid(t, other, { decline: stale });
  assert.match(said, /Taken back. Both memberships stay as they are/);
  const over = await mergeSaid(t, other, { decline: stale });
  assert.match(over, /role="alert"/);
  assert.doesNotMatch(over, /aria-invalid="true"/, 'no field was sent');
  const number = digitGroups(await numberOf(other));
  assert.match(await admin('merge', email, otherEmail), new RegExp(`said no +member ${number},`));
  assert.doesNotMatch(await page(phone), /Our support has begun/);

  await admin('merge', email, otherEmail, '--begin');
  assert.match(await page(phone), /Our support has begun/);
  assert.match(await admin('end-merge', otherEmail), /Taken back/);
  assert.doesNotMatch(await page(phone), /Our support has begun/);
  assert.match(await admin('end-merge', email), /No merge is begun/);
  assert.match(await admin('acts'), /merge taken back/);
});

test('an older page takes back what it showed and nothing else, and says so when that is over', async () => {
  const { phone, other, email, otherEmail } = await twice('stale');
  const third = await t.joined('stale-third@example.com');
  const over = /There was nothing left to take back/;
  await admin('merge', email, otherEmail, '--begin');
  const stale = await shown(phone);

  // Support was told the wrong one, and begins again within the same instant.
  await admin('merge', email, 'stale-third@example.com', '--begin');
  const said = await mergeSaid(t, phone, { decline: stale });
  assert.match(said, over);
  assert.doesNotMatch(said, /Taken back/);
  assert.match(said, /Our support has begun/, 'what is begun stands');
  assert.match(await page(third), /Our support has begun/);
  assert.doesNotMatch(await page(other), /Our support has begun/);

  // The other tab of the same membership has merged the two, or a page of another version named none.
  const latest = await shown(phone);
  await merge(t, phone, 'stale-third@example.com');
  for (const decline of [latest, stale, 'yes']) {
    const late = await mergeSaid(t, phone, { decline });
    assert.match(late, over);
    assert.doesNotMatch(late, /Taken back|both are one membership now/);
  }
  await admin('merge', email, otherEmail, '--begin');
  const both = [await shown(phone), await shown(other)] as const;
  assert.match(await mergeSaid(t, phone, { decline: both[0] }), /Taken back/);
  assert.match(await mergeSaid(t, other, { decline: both[1] }), over);
});

test('of two who take it back at once, one does', async () => {
  const { phone, other, email, otherEmail } = await twice('race');
  await admin('merge', email, otherEmail, '--begin');
  const ids = [await idOf(t, email), await idOf(t, otherEmail)] as const;
  const [name, otherName] = [await shown(phone), await shown(other)];
  const declined = (memberId: string, shownName: string) =>
    declineMerge(t.context, { memberId }, shownName).then(
      () => true,
      ({ refusal }) => assert.equal(refusal.key, 'merge-offer-over'),
    );
  const taken = await Promise.all([
    declined(ids[0], name),
    declined(ids[1], otherName),
    endMergeOffer(t.context, ids[0]),
    endMergeOffer(t.context, ids[1]),
  ]);
  assert.equal(taken.filter(Boolean).length, 1);
  for (const one of [phone, other]) assert.doesNotMatch(await page(one), /Our support has begun/);
});

test('it is over after a week, and leaves no row', async () => {
  const { phone, email, otherEmail } = await twice('week');
  await admin('merge', email, otherEmail, '--begin');
  t.clock.turn(mergeOfferMs - 1_000);
  assert.match(await page(phone), /Our support has begun/);
  t.clock.turn(1_000);
  assert.doesNotMatch(await page(phone), /Our support has begun/);
  assert.match(await admin('end-merge', email), /No merge is begun/);
  await t.context.store.transact((tx) => purgeMergeOffers(tx, t.context.now()));
  assert.equal(await offers(), 0);
  assert.equal(await balance(phone), 150);
});

test('none is begun while one of both is frozen, until it is thawed', async () => {
  const { phone, email, otherEmail } = await twice('frozen');
  await admin('freeze', otherEmail);
  const mailed = await mails();
  assert.match(await refused('merge', email, otherEmail, '--begin'), /One of the two .* is frozen/);
  assert.equal(await mails(), mailed);
  assert.doesNotMatch(await page(phone), /Our support has begun/);
  await admin('thaw', otherEmail);
  assert.match(await admin('merge', email, otherEmail, '--begin'), /Begun: both are mailed/);
});

test('what is not to be begun is refused with what to do, and what stands in the way is said', async () => {
  const { phone, other, email, otherEmail } = await twice('no');
  assert.match(await refused('merge', email), /Name two members/);
  assert.match(await refused('merge', email, email, '--begin'), /one membership already/);
  assert.match(await refused('merge', email, 'nobody@example.com'), /no member/);
  await issued(other, 'mug');
  assert.match(
    await admin('merge', email, otherEmail),
    /not yet: 1 reward of the other membership/,
  );
  const ids = { goesOnId: await idOf(t, email), endsId: await idOf(t, otherEmail) };
  // Begun for two at once, or while one of both leaves: one begin, or none.
  const begun = await Promise.all([
    beginMergeOffer(t.context, ids),
    beginMergeOffer(t.context, ids),
  ]);
  assert.equal(
    begun.filter((one) => typeof one === 'object' && 'isNew' in one && one.isNew).length,
    1,
  );
  await eraseMember(t.context, ids.endsId, 'support');
  assert.doesNotMatch(await page(phone), /Our support has begun/);
  assert.equal(await beginMergeOffer(t.context, ids), 'gone');
  assert.equal(await mergeOf(t.context.store.read, ids.endsId), undefined);
});
