import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { makeSecrets } from '#server/start/keyed-secrets.ts';
import { latestMails } from '#server/storage/people/mails.ts';
import { TestClock } from '#server/tests/kit/clock.ts';
import { testContext } from '#server/tests/kit/context.ts';
import { openTestStore, type TestStore } from '#server/tests/kit/database.ts';
import { type MailServer, openMailServer } from '#server/tests/kit/mail-server.ts';
import { countingRandomBytes } from '#server/tests/kit/random.ts';
import { openMail, queueMail } from '#server/usecases/ground/queue-mail.ts';
import { transact } from '#server/usecases/ground/work.ts';
import type { Mail } from '#server/vendors/mailer.ts';
import { smtpMailer } from '#server/vendors/smtp-mailer.ts';
import { startOutbox } from './outbox.ts';

let database: TestStore;
before(async () => {
  database = await openTestStore();
});
after(() => database.close());
beforeEach(() => database.store.transact(({ db }) => db.deleteFrom('mails').execute()));

const mailTo = (to: string): Mail => ({
  to,
  senderName: 'Corner',
  subject: '123456 is your Corner code',
  text: '123456\n',
  html: '<p>123456</p>',
  language: 'en',
});

/** An outbox with a mail server, and the lines of its log. */
function open(server: Pick<MailServer, 'url'>) {
  const clock = new TestClock();
  const said: string[] = [];
  const heard = Promise.withResolvers<void>();
  const say = (fields: Record<string, unknown>, message: string) => {
    said.push(`${message} ${JSON.stringify(fields)}`);
    heard.resolve();
  };
  const from = { name: null, address: 'points@shop.example' };
  const context = testContext({
    store: database.store,
    live: database.live,
    mailer: smtpMailer({ url: server.url, from }),
    randomBytes: countingRandomBytes(`${Math.random()}`), // Ids must differ between the tests of this file.
    now: clock.now,
    log: { info: say, warn: say, error: say },
  });
  const queue = (to: string) => transact(context, (work) => queueMail(work, mailTo(to)));
  return { clock, said, heard: heard.promise, context, queue };
}

test('a mail that was kept goes out at once, and rests sealed', async (t) => {
  const server = await openMailServer();
  t.after(() => server.close());
  const { context, queue, said } = open(server);
  const outbox = startOutbox(context);
  t.after(() => outbox.stop());
  await queue('ann@example.com');
  await server.count(1);
  await outbox.stop();
  assert.deepEqual(server.arrived[0]?.to, ['ann@example.com']);

  const [row] = await latestMails(database.store.read, 1);
  assert(row);
  assert.equal(row.sent_at, context.now());
  assert.doesNotMatch(row.sealed, /ann|123456/);
  assert.equal(openMail(context, row).to, 'ann@example.com');
  assert.deepEqual(said, []);
});

test('a mail of a transaction that is undone never goes out', async (t) => {
  const server = await openMailServer();
  t.after(() => server.close());
  const { context, queue } = open(server);
  const undone = transact(context, async (work) => {
    await queueMail(work, mailTo('never@example.com'));
    throw new Error('undone');
  });
  await assert.rejects(undone);
  const outbox = startOutbox(context);
  t.after(() => outbox.stop());
  await queue('ann@example.com');
  await server.count(1);
  await outbox.stop();
  assert.deepEqual(
    server.arrived.map(({ to }) => to),
    [['ann@example.com']],
  );
});

test('a mail server that comes back gets the mail, once', async (t) => {
  const gone = await openMailServer();
  await gone.close();
  const { context, queue, heard, said, clock } = open(gone);
  const outbox = startOutbox(context);
  t.after(() => outbox.stop());
  await queue('ann@example.com');
  await heard;
  assert.match(said[0] ?? '', /^a mail was not taken .*"attempt":1.*"retryMs":1000/);

  const back = await openMailServer(() => null, gone.port);
  t.after(() => back.close());
  clock.turn(1_000);
  outbox.wake();
  await back.count(1);
  await outbox.stop();

  clock.turn(5 * 60_000);
  const later = startOutbox({ ...context, mailer: open(back).context.mailer });
  t.after(() => later.stop());
  await queue('bob@example.com');
  await back.count(2);
  await later.stop();
  assert.deepEqual(
    back.arrived.map(({ to }) => to[0]),
    ['ann@example.com', 'bob@example.com'],
  );
});

test('gives up when the sign-in is over, and when the mailbox is not there', async (t) => {
  const server = await openMailServer((recipient) =>
    recipient.startsWith('gone@')
      ? { code: 550, message: `${recipient} is unknown` }
      : { code: 451, message: `${recipient}: later` },
  );
  t.after(() => server.close());
  for (const [to, turnMs] of [
    ['gone@example.com', 0],
    ['late@example.com', 10 * 60_000],
  ] as const) {
    const { context, queue, heard, said, clock } = open(server);
    await queue(to);
    clock.turn(turnMs);
    const outbox = startOutbox(context);
    t.after(() => outbox.stop());
    await heard;
    await outbox.stop();
    assert.match(said[0] ?? '', /^a mail was given up /);
    assert.doesNotMatch(said.join(), /@/);
  }
  assert(
    (await latestMails(database.store.read, 2)).every(
      ({ failed_at, sent_at }) => failed_at && !sent_at,
    ),
  );
});

test('two outboxes send forty mails, each once', async (t) => {
  const server = await openMailServer();
  t.after(() => server.close());
  const { context, queue } = open(server);
  const others = { ...open(server).context, now: context.now };
  const outboxes = [startOutbox(context), startOutbox(others)];
  const addresses = Array.from({ length: 40 }, (_, index) => `m${index}@example.com`);
  await Promise.all(addresses.map(queue));
  await server.count(40);
  await Promise.all(outboxes.map((outbox) => outbox.stop()));
  assert.deepEqual(server.arrived.map(({ to }) => to[0]).sort(), addresses.sort());
});

test('a mail sealed under a lost key is given up', async (t) => {
  const server = await openMailServer();
  t.after(() => server.close());
  const { context, queue, heard, said } = open(server);
  await queue('ann@example.com');
  const lost = makeSecrets('another key of at least thirty-two characters');
  const outbox = startOutbox({ ...context, secrets: lost });
  t.after(() => outbox.stop());
  await heard;
  await outbox.stop();
  assert.match(said[0] ?? '', /given up .*sealed under another key/);
  assert.equal(server.arrived.length, 0);
});
