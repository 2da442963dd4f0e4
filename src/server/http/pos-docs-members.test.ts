import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { consentTexts } from '#domain/consent.ts';
import type { Program, Reward } from '#domain/program.ts';
import { everything } from '#i18n/everything.ts';
import { type Example, examplesIn, sectionOf } from '#server/testing/examples.ts';
import { numberOf } from '#server/testing/members.ts';
import { testProgram } from '#server/testing/program.ts';
import { startTillpass, type Tillpass } from '#server/testing/tillpass.ts';
import { loadProgram } from '#server/usecases/load-program.ts';

/** What the document calls things that every run has its own of, and the fields of answers that tell them. */
const inDocument = {
  key: 'tp_YOUR_KEY',
  number: '4820163573',
  code: '280417',
  confirmationId: '9d1c7f52-33a8-4c1e-9a64-6f0f5a0b7e11',
};

const perk = (id: string, name: string, instruction: string, points: number): Reward => ({
  id,
  name: { en: name },
  instruction: { en: instruction },
  worth: { kind: 'perk' },
  points,
});
const program: Program = {
  ...testProgram,
  rewards: [
    {
      ...perk('five-off', '5.00 off', 'Take 5.00 off the total: press DISCOUNT, type 5.00.', 100),
      worth: { kind: 'amount-off', minor: 500 },
    },
    perk('mug', 'Enamel mug', 'Hand over one enamel mug.', 40),
    perk('tote', 'Canvas tote bag', 'Hand over one canvas tote bag.', 220),
  ],
  stores: testProgram.stores.map((one) =>
    one.id === 'main' ? { ...one, name: 'Main Street' } : one,
  ),
};

const section = sectionOf(await readFile('docs/pos-api.md', 'utf8'), 'Members');
const theirs = new Map<string, string>();
let t: Tillpass;
before(async () => {
  t = await startTillpass();
  await loadProgram(t.context, program);
  const phone = await t.joined('ada@example.com');
  await phone.post('/api/profile', { firstName: 'Ada' });
  theirs.set(inDocument.key, t.keys.get('main-1') ?? '');
  theirs.set(inDocument.number, await numberOf(phone));
});
after(() => t.close());

const real = (written: string): string =>
  [...theirs].reduce((all, [ours, own]) => all.replaceAll(ours, own), written);

/** Ids and numbers that the server makes differ from one run to the next. */
const withoutMade = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (name, inner) =>
    ['redemptionId', 'confirmationId', 'number'].includes(name) ? typeof inner : inner,
  );

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
    assert.deepEqual(withoutMade(got.json()), withoutMade(example.answer), example.url);
    const { confirmationId } = got.json();
    if (confirmationId === undefined || theirs.has(inDocument.confirmationId)) continue;
    theirs.set(inDocument.confirmationId, confirmationId);
    theirs.set(inDocument.code, (await t.lastMail('ada@example.com')).code);
  }
});
