import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lineFeed, meantBy, shortcut } from './meant-key.ts';

const bare = { ctrlKey: false, altKey: false, metaKey: false };

test('Ctrl with a letter is the control character that a keyboard has there', () => {
  const meant = (key: string) => meantBy({ ...bare, key, ctrlKey: true });
  assert.deepEqual(['j', 'J', 'm', 'i', ']', 'b'].map(meant), [
    lineFeed,
    lineFeed,
    'Enter',
    'Tab',
    '\u001d',
    '\u0002',
  ]);
  assert.equal(meant('F5'), shortcut);
});

test('a plain key is itself, AltGr types signs, and Alt and Meta are the person’s', () => {
  assert.equal(meantBy({ ...bare, key: 'j' }), 'j');
  assert.equal(meantBy({ ...bare, key: '@', ctrlKey: true, altKey: true }), '@');
  assert.equal(meantBy({ ...bare, key: 'a', altKey: true }), shortcut);
  assert.equal(meantBy({ ...bare, key: 'a', metaKey: true }), shortcut);
});
