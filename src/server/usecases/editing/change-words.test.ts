import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChangedValue, FieldWords } from '#domain/program/change/changed-value.ts';
import { programChanges } from '#domain/program/change/program-change.ts';

import { takesAway } from '#domain/program/change/takes-away.ts';
import { messageKinds } from '#domain/program/message-settings.ts';

import type { Program } from '#domain/program/program.ts';
import { everything } from '#i18n/everything.ts';
import { formatOf } from '#i18n/format.ts';
import type { Language } from '#i18n/language.ts';
import { sayField, sayValue } from '#i18n/program-change.ts';
import { everySetting } from '#server/tests/kit/desk/every-setting.ts';
import { readProgramFile } from '#server/usecases/program/program-file.ts';
import { changeWords } from './change-words.ts';

function readIn(text: string): Program {
  const read = readProgramFile(text);
  assert.ok('program' in read);
  return read.program;
}
const program = readIn(everySetting);

/** Every value of the program, as if it was given for the first time. */
function everyField(): FieldWords[] {
  const { tiers, rewards, stores, earning = [], ...settings } = program;
  const things = [settings, ...tiers, ...rewards, ...stores, ...earning];
  return things.flatMap((thing) => {
    const fields = Object.entries(thing).map(([name, after]) => ({
      name,
      before: undefined,
      after,
    }));
    return changeWords({ what: 'reward', id: 'x', kind: 'changed', fields }, program).fields;
  });
}

const wordsIn = (language: Language) => ({
  t: everything(language),
  format: formatOf(language, program.timeZone),
  language,
});
const saidIn = (language: Language, before: Program, after: Program): string[] =>
  programChanges(before, after).flatMap((change) =>
    changeWords(change, after, before).fields.map((field) => {
      const words = wordsIn(language);
      const [from, to] = [field.before, field.after].map((one) => sayValue(words, field.key, one));
      return `${sayField(words, field)}: ${from} → ${to}`;
    }),
  );

/** Names of kinds of barcodes, of vendors and of drawings are the same everywhere. */
const sameEverywhere = ['ean-13', 'itf', 'shopify', 'square', 'gift'];

const wordsOf = (value: ChangedValue): string[] => {
  if (Array.isArray(value)) return value.flatMap(wordsOf);
  return typeof value === 'object' && value !== null && 'word' in value ? [value.word] : [];
};

test('every setting of a program, and every word of it, has a name in Arabic', () => {
  const words = wordsIn('ar');
  const latin: string[] = [];
  for (const field of everyField()) {
    if (/[a-z]/i.test(sayField(words, field)))
      latin.push(`${field.key}: ${sayField(words, field)}`);
    for (const word of wordsOf(field.after)) {
      const said = sayValue(words, field.key, { word });
      if (/[a-z]/i.test(said) && !sameEverywhere.includes(word)) latin.push(`${field.key} ${word}`);
    }
  }
  assert.deepEqual([...new Set(latin)], []);
});

test('every way in which a reward gives less has a name in Arabic', () => {
  const [first, ...rewards] = program.rewards;
  assert.ok(first?.worth.kind === 'amount-off');
  const { perMember: _, ...free } = first;
  const before = { ...program, rewards: [{ ...free, tier: 'member', until: 20, stock: 9 }] };
  const less: Program = {
    ...before,
    rewards: [
      {
        ...first,
        worth: { kind: 'amount-off', minor: 1 },
        tier: 'gold',
        until: 10,
        stock: 1,
        minimumMinor: 1_000_000,
        stores: [],
        days: [],
        perMember: { count: 1, every: 'week' },
      },
      ...rewards,
    ],
  };
  const [loss] = takesAway(before, less);
  assert.ok(loss?.what === 'reward-less');
  const words = wordsIn('ar');
  assert.equal(loss.keys.length, 8);
  for (const key of loss.keys) assert.doesNotMatch(sayField(words, { key }), /[a-z]/i);
});

test('a change is said in words, down to the value that differs', () => {
  const [moneyOff, ...rewards] = program.rewards;
  assert.ok(moneyOff?.worth.kind === 'amount-off' && moneyOff.perMember === undefined);
  const after: Program = {
    ...program,
    rewards: [
      {
        ...moneyOff,
        name: { en: 'Money off', ar: 'خصم' },
        worth: { kind: 'amount-off', minor: 1_500 },
        tier: 'member',
        days: ['monday'],
        perMember: { count: 2, every: 'week' },
      },
      ...rewards,
    ],
    voucherMinutes: 45,
    expiry: { ...program.expiry, ends: 'month' },
  };
  const said = saidIn('en', program, after);
  assert.deepEqual(said, [
    'They end at the end of: year → month',
    'A voucher is good for minutes: 30 → 45',
    'Name (Arabic): خصم نقدي → خصم',
    'Amount off: KWD\u00a01.250 → KWD\u00a01.500',
    'From which tier on: Gold → Member',
    'Only on these days: Monday and Sunday → Monday',
    'Times for each member: nothing → 2',
    'Counted in each: nothing → week',
  ]);
});

test('a word with two meanings is said by its place: what a segment asks, and a kind of message', () => {
  const [segment] = program.segments ?? [];
  const [, , , tier, , , birthday] = segment?.all ?? [];
  assert.ok(segment && tier?.kind === 'tier' && birthday?.kind === 'birthday');
  const asking = (all: typeof segment.all): Program => ({
    ...program,
    segments: [{ ...segment, all }],
  });
  const said = saidIn('en', asking([tier, birthday]), asking([birthday, tier]));
  for (const line of ['Kind, number 1: Tier → A birthday', 'Kind, number 2: A birthday → Tier'])
    assert.ok(said.includes(line), said.join('\n'));
  for (const list of ['on', 'off']) {
    const name = (language: Language, word: string) =>
      sayValue(wordsIn(language), `messages.${list}`, { word });
    assert.deepEqual(
      [name('en', 'tier'), name('en', 'birthday')],
      ['keeping a tier', 'a birthday'],
    );
    for (const kind of messageKinds) assert.doesNotMatch(name('ar', kind), /[a-z]/);
  }
});
