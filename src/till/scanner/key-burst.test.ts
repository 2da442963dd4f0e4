import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PressedKey } from '#till/scan/meant-key.ts';
import { endBurst, pressKey } from './key-burst.ts';

const plain = { ctrlKey: false, altKey: false, metaKey: false };

/** Presses keys 10 ms apart, and returns what was scanned and which keys reached the page. */
function press(keys: readonly (string | (PressedKey & { readonly at: number }))[]) {
  let held: ReturnType<typeof pressKey>['keys'] = [];
  const scans: string[] = [];
  const reached: string[] = [];
  keys.forEach((one, index) => {
    const pressed = typeof one === 'string' ? { ...plain, key: one, at: index * 10 } : one;
    const step = pressKey(held, pressed);
    held = step.keys;
    if (!step.swallow) reached.push(pressed.key);
    if (step.scan) scans.push(step.scan.map(({ key }) => key).join(' '));
  });
  return { scans, reached, held };
}

test('a scan ends with Enter or Tab, neither of which reaches the page', () => {
  assert.deepEqual(press(['1', '2', '3', 'Enter']).scans, ['1 2 3 Enter']);
  assert.deepEqual(press(['1', '2', '3', 'Tab']).reached, []);
});

test('a scan without an end is told when the scanner has been silent', () => {
  const { held, scans } = press(['1', '2', '3']);
  assert.deepEqual([scans, endBurst(held)?.length], [[], 3]);
});

test('a person’s own keys reach the page: Tab, Enter and Space on a button, shortcuts', () => {
  const reload = { ...plain, key: 'r', ctrlKey: true, at: 0 };
  assert.deepEqual(press(['Tab', ' ', 'Enter', 'ArrowDown', reload]).reached, [
    'Tab',
    ' ',
    'Enter',
    'ArrowDown',
    'r',
  ]);
});

test('a single key that was hit by mistake is no scan', () => {
  assert.equal(endBurst(press(['1']).held), null);
  assert.deepEqual(press(['1', 'Enter']).scans, []);
});

test('a line feed ends a scan, and one behind Enter is swallowed; a person’s own Ctrl+J is not', () => {
  const ctrlJ = (at: number) => ({ ...plain, key: 'j', ctrlKey: true, at });
  assert.deepEqual(press(['1', '2', '3', ctrlJ(30)]), {
    scans: ['1 2 3 LineFeed'],
    reached: [],
    held: [],
  });
  assert.equal(pressKey([], ctrlJ(40), 30).swallow, true);
  assert.equal(pressKey([], ctrlJ(5_000), 30).swallow, false);
});

test('the separator that a scanner sends with Ctrl is a key of the scan, and Shift is none', () => {
  const gs = { ...plain, key: ']', ctrlKey: true, at: 0 };
  const { scans } = press([gs, 'Shift', 'A', '1', '2', 'Enter']);
  assert.deepEqual(scans, [`${String.fromCharCode(29)} A 1 2 Enter`]);
});
