import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding, ScannerReport } from '#domain/scan/scanner-check.ts';
import { plainProfile } from '#domain/scan/scanner-profile.ts';
import { sheetOf } from '#domain/scan/scanner-sheet.ts';
import { type CheckEvent, firstCheck, nextCheck } from './check-state.ts';

const sheet = sheetOf(plainProfile);
const scanned = (verdict: ScannerReport['verdict'], findings: Finding[] = []): CheckEvent => ({
  type: 'outcome',
  outcome: {
    kind: 'scanned',
    report: { verdict, findings, text: '', end: 'enter', totalMs: 100 },
  },
});
const silent: CheckEvent = { type: 'outcome', outcome: { kind: 'silent' } };
const after = (...events: CheckEvent[]) =>
  events.reduce((state, event) => nextCheck(sheet, state, event), firstCheck);

test('the next number is asked for when one came as printed, or not at all', () => {
  assert.equal(after(scanned('as-printed')).asked, 2);
  assert.equal(after(silent).asked, 2);
});

test('one that has to be set right is asked for again', () => {
  const state = after(scanned('understood'));
  assert.deepEqual([state.asked, state.shown], [1, 1]);
  assert.equal(nextCheck(sheet, state, scanned('as-printed')).asked, 2);
});

test('another symbol than the one asked for counts for itself, and is not asked for again', () => {
  const state = after(scanned('as-printed', [{ kind: 'other-item', number: 2 }]));
  assert.deepEqual([[...state.outcomes.keys()], state.asked], [[2], 3]);
});

test('any number can be chosen, and shows what came of it', () => {
  const state = after(silent, { type: 'choose', number: 1 });
  assert.deepEqual([state.asked, state.shown], [1, 1]);
  assert.equal(after({ type: 'choose', number: 4 }).shown, null);
});

test('after the last one it stays asked for', () => {
  assert.equal(after(silent, silent, silent, silent).asked, 4);
});
