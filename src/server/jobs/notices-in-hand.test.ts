import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { latestMails, takeDueMails } from '#server/storage/people/mails.ts';
import { idOf } from '#server/tests/kit/members.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { queueMessage } from '#server/usecases/ground/queue-message.ts';
import { transact } from '#server/usecases/ground/work.ts';
import { NoticesInHand } from './notices-in-hand.ts';

const leaseMs = 120_000;

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

const rename = (from: string, to: string) =>
  t.context.store.transact(({ db }) => db.schema.alterTable(from).renameTo(to).execute());

const queue = (memberId: string, causes: readonly string[]) =>
  transact(t.context, async (work) => {
    await work.lockMember(memberId);
    for (const cause of causes) {
      await queueMessage(work, { kind: 'used', memberId, cause }, (to) => ({
        to,
        language: 'en',
        senderName: '',
        subject: 'Told',
        text: '',
        html: '',
      }));
    }
  });

const take = () =>
  t.context.store.transact((tx) =>
    takeDueMails(tx, { at: t.clock.now(), leaseMs, urgent: 0, notices: 32 }),
  );

const notices = async () =>
  (await latestMails(t.context.store.read, 100)).filter(({ notice }) => notice === 'used');

test('when the rules can’t be asked, all in hand are given back at once, for a pause, and go out then', async () => {
  await t.joined('many@example.com');
  const causes = Array.from({ length: 20 }, (_, index) => `${index}`);
  await queue(await idOf(t, 'many@example.com'), causes);
  const said: string[] = [];
  const error = (_: unknown, message: string) => said.push(message);
  const context = { ...t.context, log: { ...t.context.log, error } };
  const rested = Promise.withResolvers<number>();
  const free = (retryMs: number) => retryMs > 0 && rested.resolve(retryMs);
  const inHand = new NoticesInHand(context, () => 6, free);

  await rename('messages', 'messages_away');
  inHand.goOn(await take());
  const retryMs = await rested.promise;
  assert.equal(inHand.room, 0, 'none is taken during the pause');
  await inHand.stop();
  await rename('messages_away', 'messages');
  assert.deepEqual(said, ['the outbox could not ask about its mails']);
  const dueAt = t.clock.now() + retryMs;
  const given = (await notices()).map(({ attempts, send_after }) => [attempts, send_after - dueAt]);
  assert.deepEqual(given, Array(20).fill([1, 0]));

  t.clock.turn(retryMs);
  const again = new NoticesInHand(context, () => 6, free);
  const rows = await take();
  assert.equal(rows.length, 20);
  again.goOn(rows);
  while (again.sending > 0) await new Promise(setImmediate);
  await again.stop();
  assert((await notices()).every(({ sent_at }) => sent_at !== null));
});
