import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lineFeed } from './meant-key.ts';
import { idleWedge, pauseMs, type Wedge, wedgeKey, wedgePause } from './wedge.ts';

/** Types keys at a steady pace, and returns those that reached the page and what was scanned. */
function type(keys: readonly string[], gapMs: number, from: { wedge: Wedge; at: number }) {
  let { wedge, at } = from;
  let reached = '';
  let scan: string | null = null;
  for (const key of keys) {
    at += gapMs;
    const step = wedgeKey(wedge, key, at);
    wedge = step.wedge;
    scan = step.scan ?? scan;
    reached += step.swallowed + (step.swallow || key.length > 1 ? '' : key);
  }
  return { wedge, at, reached, scan };
}

const start = { wedge: idleWedge, at: 1_000 };
const code = '123456789018';

test('a burst that ends in Enter is a scan', () => {
  assert.equal(type([...code, 'Enter'], 8, start).scan, code);
});

test('a burst that ends in Tab is a scan, and the Tab moves no focus', () => {
  const burst = type([...code], 8, start);
  const step = wedgeKey(burst.wedge, 'Tab', burst.at + 8);
  assert.equal(step.scan, code);
  assert.equal(step.swallow, true);
});

test('a burst without an end is a scan after a pause', () => {
  const burst = type([...code], 20, start);
  assert.equal(wedgePause(burst.wedge, burst.at + pauseMs - 1).scan, null);
  assert.equal(wedgePause(burst.wedge, burst.at + pauseMs).scan, code);
});

test('all but the first two keys of a burst stay away from the control in focus', () => {
  assert.equal(type([...code, 'Enter'], 8, start).reached, '12');
});

test('fingers are no scan: every key and the Enter go where they were meant', () => {
  const typed = type([...code, 'Enter'], 140, start);
  assert.equal(typed.scan, null);
  assert.equal(typed.reached, code);
});

test('three keys of a rolling hand come back to the page', () => {
  const roll = type(['4', '7', '1'], 30, start);
  assert.equal(roll.reached, '47');
  assert.equal(wedgePause(roll.wedge, roll.at + pauseMs).swallowed, '1');
});

test('what a rolling hand lost comes back before its next key', () => {
  const roll = type(['4', '7', '1'], 30, start);
  assert.equal(type(['9'], 90, roll).reached, '19');
});

test('keys typed where no field is are told whole, for the field that they are meant for', () => {
  const roll = type(['4', '7', '1'], 30, start);
  assert.equal(wedgeKey(roll.wedge, '9', roll.at + 200).typed, '471');
});

test('a scan right after a typed key does not take it along', () => {
  const typed = type(['5'], 140, start);
  assert.equal(type([...code, 'Enter'], 90, typed).scan, null, '90 ms a key is no scanner');
  const scanner = type([...code, 'Enter'], 8, { ...typed, at: typed.at + 200 });
  assert.equal(scanner.scan, code);
});

test('a line feed ends a scan as Enter does, alone and behind it, and never reaches the browser', () => {
  for (const end of [[lineFeed], ['Enter', lineFeed], ['Tab', lineFeed, '\u0004']]) {
    const seen: boolean[] = [];
    let { wedge, at } = type([...code], 8, start);
    let scans = 0;
    for (const key of end) {
      at += 8;
      const step = wedgeKey(wedge, key, at);
      wedge = step.wedge;
      scans += step.scan === code ? 1 : 0;
      seen.push(step.swallow);
    }
    assert.deepEqual([scans, seen], [1, end.map(() => true)]);
  }
});

test('within a burst no key is the browser’s; outside of one every shortcut is', () => {
  const burst = type([...code.slice(0, 4)], 8, start);
  for (const key of ['\u0002', 'F12', 'F6', 'Shortcut'])
    assert.equal(wedgeKey(burst.wedge, key, burst.at + 8).swallow, true, key);
  assert.equal(type(['1', '2', '3', '\u001d', ...code.slice(3), 'Enter'], 8, start).scan, code);
  for (const key of [lineFeed, '\u0002', 'F12', 'Shortcut'])
    assert.equal(wedgeKey(idleWedge, key, 5_000).swallow, false, key);
});

test('Shift between the keys of a burst changes nothing', () => {
  const keys = ['Shift', ']', 'Shift', 'C', '0', ...code, 'Enter'];
  assert.equal(type(keys, 8, start).scan, `]C0${code}`);
});

test('an Enter long after a burst is the person’s own', () => {
  const burst = type(['1', '2', '3'], 8, start);
  const step = wedgeKey(burst.wedge, 'Enter', burst.at + 1_000);
  assert.deepEqual([step.swallow, step.scan], [false, null]);
});
