import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FileContents } from '#contract/desk/desk-program.ts';
import { reachOf } from './reach.ts';

const segment = (id: string, points: string) => ({
  id,
  all: [{ kind: 'points', 'at-least': points }],
});
const program = (...segments: readonly FileContents[]): FileContents => ({ segments });
const counted = (id: string, members: number | null, isAbout = false) => ({
  id,
  name: { en: id },
  members,
  isAbout,
});
const inForce = program(segment('rich', '500'), segment('poor', '1'), segment('late', '7'));
const counts = [counted('rich', 1_204), counted('poor', 300, true), counted('late', null)];
const reach = (named: readonly string[], content = inForce) =>
  reachOf(named, { counts, content, inForce });

test('one segment is as many members as it has, and several between the largest and their sum', () => {
  assert.deepEqual(reach(['rich']), { least: 1_204, most: 1_204, isAbout: false });
  assert.deepEqual(reach(['rich', 'poor']), { least: 1_204, most: 1_504, isAbout: true });
});

test('who is counted by other conditions than these is not said', () => {
  assert.equal(reach([]), null);
  assert.equal(reach(['nobody']), null);
  assert.equal(reach(['rich', 'nobody']), null);
  assert.equal(reach(['late']), 'uncounted');
  assert.equal(reach(['rich', 'late']), 'uncounted');
  const draft = program(segment('rich', '5'), segment('poor', '1'));
  assert.equal(reach(['rich'], draft), null);
  assert.deepEqual(reach(['poor'], draft), { least: 300, most: 300, isAbout: true });
});
