import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentOf, rewritten, yamlOf } from './yaml-content.ts';

const file = `# Our shop
name: Corner # as on the door
points: 010
tiers:
  - id: a # the first
    from: 0
  # Gold is for regulars.
  - id: b
    from: "500"
`;

test('every value is the text that it is', () => {
  assert.deepEqual(contentOf('a: no\nb: 010\nc: [1.50, "x"]\n'), {
    a: 'no',
    b: '010',
    c: ['1.50', 'x'],
  });
  for (const text of ['a: [', '- a', '', 'word']) assert.equal(contentOf(text), null, text);
});

test('a file with an alias has no content, and is written anew from content', () => {
  const aliases = ['a: &x foo\nb: *x\n', 'a: &x foo\n*x : b\n', 'a: &x [*x]\n', 'a: *gone\n'];
  for (const text of aliases) {
    assert.equal(contentOf(text), null, text);
    assert.deepEqual(contentOf(rewritten(text, { a: 'foo' })), { a: 'foo' }, text);
  }
});

test('what did not change stays to the letter', () => {
  assert.equal(rewritten(file, contentOf(file) ?? {}), file);
});

test('one value changes, and comments, order and quotes stay', () => {
  const changed = rewritten(file, {
    name: 'Corner',
    points: '010',
    tiers: [
      { id: 'a', from: '0' },
      { id: 'b', from: '600' },
    ],
  });
  assert.equal(changed, file.replace('"500"', '"600"'));
});

test('an entry that moves, goes or comes takes its own comments along and no others', () => {
  const changed = rewritten(file, {
    name: 'Corner',
    points: '010',
    welcome: '5',
    tiers: [
      { id: 'b', from: '500' },
      { id: 'c', from: '#1' },
      { id: 'a', from: '0' },
    ],
  });
  assert.match(changed, /# the first/);
  assert.match(changed, /# Gold is for regulars\./);
  assert.deepEqual(contentOf(changed), {
    name: 'Corner',
    points: '010',
    tiers: [
      { id: 'b', from: '500' },
      { id: 'c', from: '#1' },
      { id: 'a', from: '0' },
    ],
    welcome: '5',
  });
  const without = rewritten(file, { name: 'Corner', tiers: [{ id: 'b', from: '500' }] });
  assert.doesNotMatch(without, /the first/);
});

test('texts that look like other things stay texts', () => {
  const content = { a: '#1d6b52', b: 'a: b', c: ' x ', d: '', e: 'no', f: '- x', g: 'نص', h: '*a' };
  assert.deepEqual(contentOf(yamlOf(content)), content);
  assert.deepEqual(contentOf(rewritten('a: x\n', content)), content);
});
