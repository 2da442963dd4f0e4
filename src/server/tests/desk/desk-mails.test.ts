import assert from 'node:assert/strict';
import { after, before, type TestContext, test } from 'node:test';
import type { DeskMails } from '#contract/desk/desk-mails.ts';
import { deskApi } from '#contract/desk/desk-paths.ts';
import { startOutbox } from '#server/jobs/outbox.ts';
import { latestMails } from '#server/storage/people/mails.ts';
import { administrator, type Signed } from '#server/tests/kit/desk/at-desk.ts';
import { openMailServer } from '#server/tests/kit/mail-server.ts';
import { move } from '#server/tests/kit/model/moving.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { smtpMailer } from '#server/vendors/smtp-mailer.ts';

let t: Tillpass;
let support: Signed;
before(async () => {
  t = await startTillpass();
  support = await administrator(t, 'Suse', 'support');
});
after(() => t.close());

const mails = async (): Promise<DeskMails> => (await support.browser.get(deskApi.mails)).body;
const act = async (pattern: string, id: string) => {
  const { status, body } = await support.browser.post(pattern.replace(/:\w+/, id));
  return status === 200 ? 'done' : body.error.key;
};
const ask = (email: string) => t.browser().post('/api/sign-ins', { email });
const idOfLast = async () => (await latestMails(t.context.store.read, 1))[0]?.id ?? '';

/** Sends what waits to a mail server that refuses some addresses, until it has refused or got so many. */
async function deliver(
  test: TestContext,
  refused: RegExp,
  until: { readonly refused: number } | { readonly arrived: number },
) {
  const server = await openMailServer((to) =>
    refused.test(to) ? { code: 554, message: `no mail from you, ${to}` } : null,
  );
  test.after(() => server.close());
  const from = { name: null, address: 'points@shop.example' };
  const done = Promise.withResolvers<void>();
  let givenUp = 0;
  const error = (_fields: object, message: string): void => {
    if (message === 'a mail was given up') givenUp += 1;
    if ('refused' in until && givenUp === until.refused) done.resolve();
  };
  const outbox = startOutbox({
    ...t.context,
    mailer: smtpMailer({ url: server.url, from }),
    log: { info: () => {}, warn: () => {}, error },
  });
  await ('arrived' in until ? server.count(until.arrived) : done.promise);
  await outbox.stop();
  return server;
}

test('a mail that was refused is listed with why, never with whom, and goes out when it is sent again', async (test) => {
  await ask('ann@refusing.example');
  await deliver(test, /refusing/, { refused: 1 });
  const { givenUp } = await mails();
  const [mail] = givenUp;
  assert.ok(mail);
  assert.deepEqual([mail.kind, mail.host, mail.attempts], [null, 'refusing.example', 1]);
  assert.match(mail.answer ?? '', /554/);
  assert.doesNotMatch(JSON.stringify(givenUp), /ann|no mail from you/);
  assert.equal(await act(deskApi.mailEnd, mail.id), 'desk-mail-moved', 'given up already');
  assert.equal(await act(deskApi.mailAgain, mail.id), 'done');
  assert.equal(await act(deskApi.mailAgain, mail.id), 'desk-mail-moved', 'it waits by now');
  const server = await deliver(test, /nobody/, { arrived: 1 });
  assert.deepEqual(server.arrived[0]?.to, ['ann@refusing.example']);
  assert.equal(await act(deskApi.mailAgain, mail.id), 'desk-mail-moved', 'it was sent');
  assert.deepEqual((await mails()).givenUp, []);
});

test('a mail whose code has ended is not sent again', async (test) => {
  await ask('bob@refusing.example');
  await deliver(test, /refusing/, { refused: 1 });
  const [mail] = (await mails()).givenUp;
  t.clock.turn(10 * 60_000);
  assert.equal(await act(deskApi.mailAgain, mail?.id ?? ''), 'desk-mail-late');
});

test('the link that takes an address back can be sent again longer than a code', async (test) => {
  await move(t, await t.joined('eve@lost.example'), 'other@shop.example');
  await deliver(test, /lost/, { refused: 2 });
  const lost = (await mails()).givenUp.filter(({ host }) => host === 'lost.example');
  const [told, code] = lost.sort((one, other) => other.writtenAt - one.writtenAt);
  t.clock.turn(11 * 60_000);
  assert.equal(await act(deskApi.mailAgain, told?.id ?? ''), 'done');
  assert.equal(await act(deskApi.mailAgain, code?.id ?? ''), 'desk-mail-late');
  assert.equal(await act(deskApi.mailEnd, told?.id ?? ''), 'done');
});

test('a mail that waits is given up once, and is not sent', async (test) => {
  await ask('cy@shop.example');
  const id = await idOfLast();
  assert.ok((await mails()).waiting.some((one) => one.id === id));
  assert.equal(await act(deskApi.mailEnd, id), 'done');
  assert.equal(await act(deskApi.mailEnd, id), 'desk-mail-moved');
  await ask('di@shop.example');
  const server = await deliver(test, /nobody/, { arrived: 1 });
  assert.deepEqual(
    server.arrived.map(({ to }) => to[0]),
    ['di@shop.example'],
  );
  const acts = (await support.browser.get(deskApi.acts)).body.rows;
  assert.equal(acts[0].act, 'mail-given-up');
  assert.equal(await act(deskApi.mailEnd, 'nobody'), 'not-found');
});
