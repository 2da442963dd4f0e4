import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { unsubscribeAt } from '#contract/paths.ts';
import { isOnByDefault, isUnasked } from '#domain/messages/message.ts';
import { type MessageKind, messageKinds } from '#domain/program/message-settings.ts';
import type { Program } from '#domain/program/program.ts';
import { startOutbox } from '#server/jobs/outbox.ts';
import { putFact } from '#server/storage/people/facts.ts';
import { latestMails } from '#server/storage/people/mails.ts';
import { choicesOf } from '#server/storage/people/messages.ts';
import { putNewsletter } from '#server/storage/people/newsletters.ts';
import { type MailServer, openMailServer } from '#server/tests/kit/mail-server.ts';
import { idOf } from '#server/tests/kit/members.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { queueMessage } from '#server/usecases/ground/queue-message.ts';
import { transact } from '#server/usecases/ground/work.ts';
import { smtpMailer } from '#server/vendors/smtp-mailer.ts';

/** Every kind comes to who has chosen nothing. */
const program: Program = {
  ...testProgram,
  messages: {
    on: messageKinds.filter((kind) => !isOnByDefault(kind, {})),
    quiet: { from: 0, until: 0 },
  },
};
const publicUrl = 'https://points.corner-shop.example';

let t: Tillpass;
let server: MailServer;
before(async () => {
  t = await startTillpass({ program });
  server = await openMailServer();
});
after(async () => {
  await server.close();
  await t.close();
});

/** A member who has agreed to everything a message may need. */
async function willing(address: string): Promise<string> {
  await t.joined(address);
  const memberId = await idOf(t, address);
  await transact(t.context, async (work) => {
    await work.lockMember(memberId);
    const { at } = work;
    const given = { state: 'given', code_hash: null, wrong_codes: 0, at } as const;
    await putNewsletter(work, { member_id: memberId, ...given });
    await putFact(work, { member_id: memberId, fact: 'birthday', value: '12-24', at });
  });
  return memberId;
}

const tell = (memberId: string, kind: MessageKind, cause: string) =>
  transact({ ...t.context, publicUrl }, async (work) => {
    await work.lockMember(memberId);
    return queueMessage(work, { kind, memberId, cause }, (to, { language }, choices) => ({
      to,
      language,
      senderName: 'Corner',
      subject: cause,
      text: choices,
      html: cause,
    }));
  });

/** The message as it came out of a mail server: its headers' lines, and the address on which such messages end. */
async function arrived(subject: string) {
  const from = { name: null, address: 'points@shop.example' };
  const context = { ...t.context, mailer: smtpMailer({ url: server.url, from }) };
  const isDue = async () =>
    (await latestMails(t.context.store.read, 1_000)).some(
      ({ sent_at, failed_at }) => sent_at === null && failed_at === null,
    );
  do await startOutbox(context).stop();
  while (await isDue());
  const raw = server.arrived.findLast((mail) => mail.raw.includes(`Subject: ${subject}\r\n`))?.raw;
  const [head = '', text = ''] = (raw ?? assert.fail(subject)).split(/\r\n\r\n(.*)/s);
  const address = /https:\S+\/u\/[\w-]{16}/.exec(text.replaceAll('=\r\n', ''))?.[0];
  return { lines: head.split('\r\n'), address: address ?? assert.fail(text) };
}

/** What a mail program sends when somebody presses its button: no cookie, from a page of its own. */
const oneClick = (url: string) =>
  t.app.inject({
    method: 'POST',
    url,
    payload: 'List-Unsubscribe=One-Click',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      host: 'localhost:8080',
      origin: 'https://mail.example',
      'sec-fetch-site': 'cross-site',
    },
  });

const ended = async (memberId: string) =>
  (await choicesOf(t.context.store.read, memberId)).map(
    ({ kind, wanted, way }) => `${kind} ${wanted} ${way}`,
  );

for (const kind of messageKinds) {
  test(`${kind}: both headers on one line each unless it is a receipt or about security, a scanner ends nothing, one click ends it and no other`, async () => {
    const memberId = await willing(`${kind}@example.com`);
    const somebody = await t.joined(`not-${kind}@example.com`);
    assert.notEqual(await tell(memberId, kind, `${kind} one`), null);
    const { lines, address } = await arrived(`${kind} one`);

    const list = lines.filter((line) => /^List-/i.test(line));
    const wanted = [
      `List-Unsubscribe: <${address}>`,
      'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
    ];
    assert.deepEqual(list, isUnasked(kind) ? wanted : []);
    // A line that goes on would begin with white space.
    for (const line of list) assert.doesNotMatch(lines[lines.indexOf(line) + 1] ?? '', /^\s/);
    assert.ok(address.length < 60, address);

    const { pathname } = new URL(address);
    for (const visitor of [t.browser(), somebody]) {
      const asked = await visitor.page(pathname);
      assert.equal(asked.status, 200);
      assert.match(asked.text, /<form method="post"/);
      assert.doesNotMatch(asked.text, /@example\.com/);
    }
    assert.equal((await t.app.inject({ method: 'HEAD', url: pathname })).statusCode, 200);
    assert.deepEqual(await ended(memberId), [], 'looking ends nothing');

    // Somebody else who is signed in ends the mail's, and none of their own.
    const posted = await somebody.form(pathname, { 'List-Unsubscribe': 'One-Click' });
    assert.equal(posted.status, 200);
    for (const again of [1, 2])
      assert.equal((await oneClick(pathname)).statusCode, 200, `${again}`);
    assert.deepEqual(await ended(memberId), [`${kind} 0 one-click`]);
    assert.deepEqual(await ended(await idOf(t, `not-${kind}@example.com`)), []);
    assert.equal(await tell(memberId, kind, `${kind} two`), null, 'no more of it');
    const other = kind === 'apology' ? 'tier' : 'apology';
    assert.notEqual(await tell(memberId, other, `${kind} other`), null, 'others still come');
  });
}

test('a link that is none of ours ends nothing', async () => {
  const { status } = await t.browser().page(unsubscribeAt('AAAAAAAAAAAAAAAA'));
  assert.equal(status, 404);
  const posted = await t.app.inject({ method: 'POST', url: unsubscribeAt('AAAAAAAAAAAAAAAA') });
  assert.equal(posted.statusCode, 404);
});
