import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memberApi } from '#contract/paths.ts';
import { isOnByDefault, isUnasked } from '#domain/messages/message.ts';
import { type MessageKind, messageKinds } from '#domain/program/message-settings.ts';
import { startOutbox } from '#server/jobs/outbox.ts';
import type { MemberRow } from '#server/storage/db/schema.ts';
import { latestMails } from '#server/storage/people/mails.ts';
import { latestMessages } from '#server/storage/people/messages.ts';
import { runCommand } from '#server/tests/kit/admin.ts';
import { anotherProcess } from '#server/tests/kit/another-process.ts';
import { posAt } from '#server/tests/kit/counter.ts';
import { idOf, numberOf } from '#server/tests/kit/members.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { queueMessage } from '#server/usecases/ground/queue-message.ts';
import { transact } from '#server/usecases/ground/work.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';
import { type Channel, type Mail, MailNotTaken } from '#server/vendors/mailer.ts';

const hour = 60 * 60_000;

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

/** The id of a member who has just joined. */
async function joined(address: string): Promise<string> {
  await t.joined(address);
  return idOf(t, address);
}

/** A mail that says only this. */
const saying =
  (said: string) =>
  (to: string, { language }: MemberRow): Mail => ({
    to,
    language,
    senderName: 'Corner',
    subject: said,
    text: said,
    html: said,
  });

const subjects = (mails: readonly Mail[]) => mails.map(({ subject }) => subject);

/** An event of some kind happens to a member, after all before it. */
const happen = (memberId: string, kind: MessageKind, cause: string, context = t.context) => {
  t.clock.turn(1);
  return transact(context, async (work) => {
    await work.lockMember(memberId);
    return queueMessage(work, { kind, memberId, cause }, saying(cause));
  });
};

const log = async (memberId: string) =>
  (await latestMessages(t.context.store.read, memberId, 50)).map(
    ({ kind, state, why, channel }) => `${kind} ${channel} ${state}${why ? ` ${why}` : ''}`,
  );

/** Sends what is due, and returns which messages were taken meanwhile: codes are none. */
async function send(context: Context = t.context): Promise<Mail[]> {
  const taken: Mail[] = [];
  const mailer = {
    ...context.mailer,
    send: async (mail: Mail, id: string) => {
      await context.mailer.send(mail, id);
      if (!/ code$/.test(mail.subject)) taken.push(mail);
    },
  };
  const due = async () =>
    (await latestMails(context.store.read, 1_000)).filter(
      ({ sent_at, failed_at, send_after }) =>
        sent_at === null && failed_at === null && send_after <= context.now(),
    ).length;
  while ((await due()) > 0) await startOutbox({ ...context, mailer }).stop();
  return taken;
}

test('an event that two processes and a retry report is told once, and the log says what became of it', async () => {
  const memberId = await joined('once@example.com');
  const other = await anotherProcess(t);
  try {
    const tries = [t.context, other.context, t.context].map((context) =>
      happen(memberId, 'tier', 'gold', context),
    );
    const queued = (await Promise.all(tries)).filter((id) => id !== null);
    assert.equal(queued.length, 1);
    assert.deepEqual(await log(memberId), ['tier mail queued']);
    const taken = subjects(await send()).filter((subject) => subject === 'gold');
    assert.equal(taken.length, 1);
    assert.deepEqual(await log(memberId), ['tier mail sent']);
    assert.equal(await happen(memberId, 'tier', 'gold'), null);
  } finally {
    await other.close();
  }
});

test('a transaction that is undone leaves neither mail nor line, and the event can be told after it', async () => {
  const memberId = await joined('undone@example.com');
  const undone = transact(t.context, async (work) => {
    await work.lockMember(memberId);
    await queueMessage(work, { kind: 'tier', memberId, cause: 'gold' }, saying('never'));
    throw new Error('undone');
  });
  await assert.rejects(undone, /undone/);
  assert.deepEqual(await log(memberId), []);
  assert.notEqual(await happen(memberId, 'tier', 'gold'), null);
});

test('one click ends a kind of message, without a cookie, as often as it is sent, and also one that waits', async () => {
  const phone = await t.joined('click@example.com');
  const memberId = await idOf(t, 'click@example.com');
  await send();
  await happen(memberId, 'tier', 'silver');
  const [first] = await send();
  assert.ok(first?.unsubscribe);
  const { pathname } = new URL(first.unsubscribe);
  assert.ok(first.unsubscribe.length < 60);

  // Scanners of links send a GET: it asks, and changes nothing.
  const stranger = t.browser();
  const asked = await stranger.page(pathname);
  assert.match(asked.text, new RegExp(`<form method="post" action="${pathname}"`));
  assert.match(asked.text, /A tier that is about to end/);
  assert.doesNotMatch(asked.text, /click@/);
  await happen(memberId, 'tier', 'gold');

  for (const [type, payload] of [
    ['application/x-www-form-urlencoded', 'List-Unsubscribe=One-Click'],
    ['multipart/form-data; boundary=b', '--b\r\n\r\nList-Unsubscribe=One-Click\r\n--b--\r\n'],
  ] as const) {
    const ended = await t.app.inject({
      method: 'POST',
      url: pathname,
      payload,
      headers: { 'content-type': type, origin: 'https://mail.example', host: 'localhost:8080' },
    });
    assert.equal(ended.statusCode, 200, ended.body);
    assert.match(ended.body, /You get no more mails about this/);
  }
  assert.deepEqual(await send(), [], 'one that waited is kept back');
  assert.deepEqual(await log(memberId), ['tier mail withheld not-wanted', 'tier mail sent']);
  // Everything else stays as it was.
  await happen(memberId, 'apology', 'sorry');
  assert.equal((await send()).length, 1);
  const copy = (await phone.post(memberApi.copy)).body;
  const chosen = ({ kind, wanted, way }: Record<string, unknown>) => [kind, wanted, way];
  assert.deepEqual(copy.messageChoices.map(chosen), [['tier', false, 'one-click']]);
  assert.equal(copy.messages.length, 3);
  assert.match(
    await runCommand(t.context, 'messages', 'click@example.com'),
    /tier: not wanted since .* \(one-click, unlike the program\)\n.*apology, mail: sent.*\n.*withheld .*, not-wanted/,
  );
});

test('a receipt has no such link and goes out at night; the others wait for the morning', async () => {
  const memberId = await joined('night@example.com');
  await send();
  await loadProgram(t.context, { ...testProgram, messages: { on: ['earned'] } });
  t.clock.turnTo(Date.parse('2026-02-01T23:00:00+01:00'));
  await happen(memberId, 'earned', 'receipt');
  await happen(memberId, 'apology', 'night');
  const [receipt, ...more] = await send();
  assert.deepEqual([receipt?.subject, receipt?.unsubscribe], ['receipt', undefined]);
  assert.deepEqual(more, []);
  t.clock.turn(10 * hour);
  assert.deepEqual(subjects(await send()), ['night']);
  const sold = { member: { number: await numberOf(await t.joined('till@example.com')) } };
  const reported = await posAt(t, 'main-1').purchase({
    ...sold,
    receiptNumber: 'R-1',
    lines: [{ id: '1', minor: 1_000 }],
  });
  assert.equal(reported.status, 200, reported.text);
  const [mail] = await send();
  assert.match(mail?.subject ?? '', /^Test & Sons: You earned \d+ points\.$/);
  assert.match(mail?.text ?? '', /stop mails like this\nhttps?:\S+\/u\/[\w-]{16}\n$/);
  assert.match(mail?.text ?? '', /receipt R-1/);
  await loadProgram(t.context, testProgram);
});

test('who moved to another address gets nothing at the old one', async () => {
  const memberId = await joined('old@example.com');
  await happen(memberId, 'tier', 'moved');
  await runCommand(t.context, 'change-address', 'old@example.com', 'new@example.com');
  assert.ok(!subjects(await send()).includes('moved'));
  assert.deepEqual(await log(memberId), ['tier mail withheld unproved']);
});

test('another channel takes what it has an address for, with the same rules, retries and log', async () => {
  const [pushed, posted] = [await joined('push@example.com'), await joined('post@example.com')];
  const rang: string[] = [];
  let isDown = true;
  const push: Channel = {
    name: 'push',
    addressOf: ({ id }) => (id === pushed ? 'phone-1' : null),
    send: async ({ to, subject }) => {
      if (isDown) throw new MailNotTaken('away', false);
      rang.push(`${to} ${subject}`);
    },
    close: () => {},
  };
  const context = { ...t.context, channels: [push] };
  await happen(pushed, 'apology', 'ring', context);
  await happen(posted, 'apology', 'letter', context);
  assert.deepEqual(
    (await send(context)).map(({ to, subject }) => `${to} ${subject}`),
    ['post@example.com letter'],
  );
  assert.deepEqual(await log(pushed), ['apology push queued']);
  isDown = false;
  t.clock.turn(2_000);
  await send(context);
  assert.deepEqual(rang, ['phone-1 ring']);
  assert.deepEqual(await log(pushed), ['apology push sent']);
});

test('behind the link a member chooses what comes, without a script and without signing in', async () => {
  const memberId = await joined('choose@example.com');
  await happen(memberId, 'apology', 'choose');
  const [mail] = await send();
  const { pathname } = new URL(mail?.unsubscribe ?? '');
  const boxes = async () =>
    [...(await t.browser().page(pathname)).text.matchAll(/value="([a-z-]+)" checked/g)]
      .map(([, kind]) => kind)
      .sort();
  const usual = messageKinds.filter((kind) => isOnByDefault(kind, {}) && isUnasked(kind)).sort();
  assert.deepEqual(await boxes(), usual);
  const saved = await t.app.inject({
    method: 'POST',
    url: pathname,
    payload: 'choose=1&kind=available&kind=expiry&kind=earned&kind=none',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  assert.match(saved.body, /Your choice is saved/);
  assert.deepEqual(await boxes(), ['available', 'expiry']);
  assert.notEqual(await happen(memberId, 'used', 'alarm'), null, 'a forwarded mail silences none');
  assert.equal(await happen(memberId, 'earned', 'receipt'), null);
  assert.equal(await happen(memberId, 'apology', 'unwanted'), null);
});
