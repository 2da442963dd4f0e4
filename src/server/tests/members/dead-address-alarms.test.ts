// Whoever steals a key of the program that sends our mail must not silence the alarms of the members whom they rob.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { latestMails } from '#server/storage/people/mails.ts';
import { wallet } from '#server/tests/kit/counter.ts';
import { idOf } from '#server/tests/kit/members.ts';
import { backLink, mailsTo, move, owner, takeBack } from '#server/tests/kit/model/moving.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { openMail } from '#server/usecases/ground/queue-mail.ts';
import { queueMessage } from '#server/usecases/ground/queue-message.ts';
import { transact } from '#server/usecases/ground/work.ts';
import { freeze } from '#server/usecases/rights/freeze.ts';
import { noteMailReport, noteReturnedMail } from '#server/usecases/rights/note-returned-mail.ts';

const address = 'robbed@example.com';

let t: Tillpass;
let memberId: string;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

let events = 0;
/** @returns the id of its mail; null: it was kept back */
const queue = (kind: 'apology' | 'used') =>
  transact(t.context, async (work) => {
    await work.lockMember(memberId);
    events += 1;
    return queueMessage(work, { kind, memberId, cause: `${events}` }, (to) => ({
      to,
      language: 'en',
      senderName: '',
      subject: 'Told',
      text: '',
      html: '',
    }));
  });

const mails = async () =>
  (await latestMails(t.context.store.read, 1_000)).filter(
    (row) => openMail(t.context, row).to === address,
  ).length;
const report = (who = address) =>
  noteMailReport(t.context, { adminKeyId: 'stolen' }, { kind: 'bounce', address: who });

test('a bounce that a key reports keeps no alarm back and stands in the wallet; one that a mail proves does', async () => {
  const phone = await t.joined(address);
  memberId = await idOf(t, address);
  assert.equal(await report(), 'noted');
  assert.match((await wallet(phone)).told[0].text, /only codes and security notices/);
  assert.equal(await queue('apology'), null);
  const mailId = (await queue('used')) ?? assert.fail('an alarm was kept back');
  const before = await mails();
  await freeze(t.context, memberId, 'member');
  assert.equal((await mails()) - before, 1, 'that it is frozen is told');

  assert.equal(await noteReturnedMail(t.context, { kind: 'bounce', mailId }), 'noted');
  assert.equal(await queue('used'), null);
  assert.equal(await report(), 'again', 'proved it stays');
  assert.match((await wallet(phone)).told.at(-1).text, /comes back, so nothing is mailed/);
});

test('nor does it keep back that the address is another one, with the link that takes it back', async () => {
  const phone = await t.joined('moved@example.com');
  const id = await idOf(t, 'moved@example.com');
  assert.equal(await report('moved@example.com'), 'noted');
  await move(t, phone, 'thief@example.com');
  assert.equal((await takeBack(t, await backLink(t, 'moved@example.com'))).status, 200);
  assert.equal(await owner(t, 'moved@example.com'), id);

  const other = await t.joined('gone@example.com');
  const [row] = await latestMails(t.context.store.read, 1);
  const returned = { kind: 'bounce', mailId: row?.id ?? '' } as const;
  assert.equal(await noteReturnedMail(t.context, returned), 'noted');
  const before = (await mailsTo(t, 'gone@example.com')).length;
  await move(t, other, 'read@example.com');
  assert.equal((await mailsTo(t, 'gone@example.com')).length, before, 'nobody reads it there');
});
