import assert from 'node:assert/strict';
import { test } from 'node:test';
import { itemsIn, wholeAtMost } from './read-json.ts';

async function* pieces(text: string, size: number) {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}
async function read(text: string, size = 3) {
  const items: unknown[] = [];
  for await (const item of itemsIn(pieces(text, size))) items.push(item);
  return items;
}

test('lines, a list and an object are told apart, in whatever pieces they arrive', async () => {
  const lines = '\n{"a":1}\r\n\r\n{"a":2}\r{"a":';
  for (const size of [1, 2, 3, 100]) {
    assert.deepEqual(await read(lines, size), [
      { line: 2, value: { a: 1 } },
      { line: 4, value: { a: 2 } },
      { line: 5, value: undefined },
    ]);
    assert.deepEqual(await read('[\n{"a":1},\n{"a":2}\n]\n', size), [
      { line: 1, value: { a: 1 } },
      { line: 2, value: { a: 2 } },
    ]);
    assert.deepEqual(await read('{\n"a":\n1}', size), [{ line: 1, value: { a: 1 } }]);
  }
  assert.deepEqual(await read('{"a":\n{"a":2}\n'), [
    { line: 1, value: undefined },
    { line: 2, value: { a: 2 } },
  ]);
});

test('a list that is too long to be parsed at once is not parsed, and lines have no end', async () => {
  const one = JSON.stringify({ text: 'x'.repeat(90_000) });
  const many = Array.from({ length: 50 }, () => one);
  assert.deepEqual(await read(`[${many.join(',\n')}]`, 64_000), [{ line: 1, tooLong: true }]);
  assert.deepEqual(await read(`{"text":"${'x'.repeat(wholeAtMost)}"}`, 64_000), [
    { line: 1, tooLong: true },
  ]);
  assert.equal((await read(many.join('\n'), 64_000)).length, 50);
});
