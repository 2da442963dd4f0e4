import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { TestClock } from '#server/tests/kit/clock.ts';
import { secretKey, testContext } from '#server/tests/kit/context.ts';
import { openTestStore } from '#server/tests/kit/database.ts';
import { joinDirectly } from '#server/tests/kit/join-directly.ts';
import { openMailServer } from '#server/tests/kit/mail-server.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { queueMessage } from '#server/usecases/ground/queue-message.ts';
import { transact } from '#server/usecases/ground/work.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';
import { smtpMailer } from '#server/vendors/smtp-mailer.ts';
import { startOutbox } from './outbox.ts';

const child = fileURLToPath(import.meta.resolve('#server/tests/kit/events/send-until-killed.ts'));
const messages = 80;
/** Longer than a dead process's lease of a mail. */
const leaseMs = 3 * 60_000;
/** At which step each process is killed; two of them run at a time. */
const killedAt = [1, 2, 3, 4, 5, 6, 7, 8, 9, 11].flatMap((step) => [step, step + 1]);

test('an outbox that is killed at twenty places, by two processes at a time, sends each message under one id', async (t) => {
  const db = await openTestStore();
  t.after(() => db.close());
  const server = await openMailServer();
  t.after(() => server.close());
  const clock = new TestClock();
  const from = { name: null, address: 'a@shop.example' };
  const mailer = () => smtpMailer({ url: server.url, from });
  const context = testContext({ store: db.store, live: db.live, now: clock.now });
  await loadProgram(context, testProgram);
  for (let n = 0; n < messages; n += 1) {
    const memberId = await joinDirectly({ context }, `mail-${n}@example.com`);
    await transact(context, async (work) => {
      await work.lockMember(memberId);
      await queueMessage(work, { kind: 'apology', memberId, cause: 'sorry' }, (to, _member) => ({
        to,
        language: 'en',
        senderName: 'Corner',
        subject: `To ${to}`,
        text: 'x',
        html: 'x',
      }));
    });
  }
  const { dataDir, databaseUrl } = db.options;
  const killed = async (step: number) => {
    const args = [dataDir, databaseUrl ?? '', secretKey, clock.now(), step, server.url].map(String);
    const running = spawn(process.execPath, [child, ...args], {
      stdio: 'inherit',
      timeout: 20_000,
    });
    const [, signal] = (await once(running, 'close')) as [number | null, string | null];
    assert.equal(signal, 'SIGKILL');
  };
  for (let pair = 0; pair < killedAt.length; pair += 2) {
    await Promise.all(killedAt.slice(pair, pair + 2).map(killed));
    clock.turn(leaseMs);
  }
  const unsent = () =>
    db.store.read
      .selectFrom('mails')
      .select('id')
      .where('notice', 'is not', null)
      .where('sent_at', 'is', null)
      .execute();
  while ((await unsent()).length > 0) {
    // Stopping closes the mailer, so each round has its own.
    await startOutbox({ ...context, mailer: mailer() }).stop();
    clock.turn(leaseMs);
  }
  // A mail server that took one just before the kill gets it again, under the same id: mailboxes show it once.
  const byId = Map.groupBy(
    server.arrived.filter(({ raw }) => /^Subject: To /m.test(raw)),
    ({ raw }) => /^Message-ID: <([0-9a-f]+)@/m.exec(raw)?.[1] ?? '',
  );
  const recipients = [...byId.values()].map((copies) => copies.map(({ to }) => to[0]));
  assert.equal(byId.size, messages);
  assert.equal(new Set(recipients.map(([to]) => to)).size, messages);
  for (const copies of recipients) assert.equal(new Set(copies).size, 1);
  const log = await db.store.read.selectFrom('messages').select('state').execute();
  assert.deepEqual(
    log.map(({ state }) => state),
    log.map(() => 'sent'),
  );
});
