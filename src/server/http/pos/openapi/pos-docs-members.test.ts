import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { consentTexts } from '#domain/program/consent.ts';
import { everything } from '#i18n/everything.ts';
import { startDocumented, withoutMadeIds } from '#server/tests/kit/documents/documented.ts';
import { type Example, examplesIn, sectionOf } from '#server/tests/kit/documents/examples.ts';
import { numberOf } from '#server/tests/kit/members.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';
import { documented } from './pos-example-parts.ts';

const section = sectionOf(readFileSync('docs/pos-api.md', 'utf8'), 'Members');
const theirs = new Map<string, string>();
let t: Tillpass;
before(async () => {
  t = await startDocumented();
  const phone = await t.joined('ada@example.com');
  await phone.post('/api/profile', { firstName: 'Ada' });
  theirs.set('tp_YOUR_KEY', t.keys.get('main-1') ?? '');
  theirs.set(documented.number, await numberOf(phone));
});
after(() => t.close());

const real = (written: string): string =>
  [...theirs].reduce((all, [ours, own]) => all.replaceAll(ours, own), written);

async function send({ method, url, headers, payload }: Example) {
  return t.app.inject({
    method: method as 'POST', // The document sends nothing else but GET.
    url: real(url),
    headers: JSON.parse(real(JSON.stringify(headers))),
    ...(payload && { payload: real(payload) }),
  });
}

test('the document says the very sentence that is kept as agreed to', () => {
  const said = section.replace(/\s+/g, ' ');
  for (const name of consentTexts)
    assert.ok(said.includes(`\`${name}\`: “${everything('en')(`consent.${name}`)}”`), name);
});

test('every example about members is answered as the document says, in its order', async () => {
  const examples = examplesIn(section);
  assert.equal(examples.length, 5);
  for (const example of examples) {
    const got = await send(example);
    assert.equal(got.statusCode, example.status, `${example.url} ${got.body}`);
    const expected = JSON.parse(real(JSON.stringify(example.answer)));
    assert.deepEqual(withoutMadeIds(got.json()), withoutMadeIds(expected), example.url);
    const { confirmationId } = got.json();
    if (confirmationId === undefined || theirs.has(documented.confirmationId)) continue;
    theirs.set(documented.confirmationId, confirmationId);
    theirs.set(documented.confirmationCode, (await t.lastMail('ada@example.com')).code);
  }
});
