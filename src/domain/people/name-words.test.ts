import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memberWords, slipsOf, wordsOf } from './name-words.ts';

test('words are compared without case, accents, and signs that may be left out', () => {
  const same: readonly (readonly string[])[] = [
    ['Émilie', 'emilie', 'ÉMILIE', 'E\u0301milie'],
    ['O’Neill', "o'neill", 'ONEILL'],
    ['Weiß', 'WEISS'],
    ['Łukasz', 'lukasz'],
    ['İpek', 'ipek'],
    ['أَحْمَد', 'احمد', 'أحمد'],
    ['فاطمة', 'فاطمه'],
    ['مـحـمـد', 'محمد'],
    ['Jo\u200dn', 'jon'],
  ];
  for (const [first = '', ...others] of same)
    for (const other of others) assert.deepEqual(wordsOf(other), wordsOf(first), other);
});

test('a member has the words of the name and of the address before its @, each once', () => {
  const of = { name: 'Jon 🦄 Smith', address: 'jon.smith83+till@mail.example' };
  assert.deepEqual(memberWords(of), ['jon', '🦄', 'smith', 'till']);
  assert.deepEqual(memberWords({ name: null, address: '123@mail.example' }), []);
});

test('a name without end is some words of some letters', () => {
  const words = wordsOf('Ab'.repeat(300));
  assert.deepEqual(
    words.map(({ length }) => length),
    [32],
  );
  assert.equal(
    wordsOf(Array.from({ length: 99 }, (_, at) => 'w'.repeat(at + 1)).join(' ')).length,
    12,
  );
});

test('one slip is a letter missing, too many, another one, or two that changed places', () => {
  for (const [typed, meant] of [
    ['smth', 'smith'],
    ['smiith', 'smith'],
    ['smyth', 'smith'],
    ['simth', 'smith'],
    ['msith', 'smith'],
    ['mith', 'smith'],
    ['smit', 'smith'],
    ['محمط', 'محمد'],
    ['محد', 'محمد'],
  ] as const)
    assert.ok(slipsOf(typed).includes(meant), typed);
  assert.ok(!slipsOf('smith').includes('smith'));
  assert.ok(!slipsOf('sth').includes('smith'));
});

test('two letters have no slips: they would be everybody', () => {
  assert.deepEqual(slipsOf('jo'), []);
});
