import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allDeskRights, type DeskRole, deskRoles, isProved, mayDo } from './desk-role.ts';
import { deskIdleMs, deskLasts, deskSessionMs } from './desk-session.ts';

const rightsOf = (role: DeskRole) => allDeskRights.filter((right) => mayDo(role, right));

test('an owner may do everything, and nobody more', () => {
  assert.deepEqual(rightsOf('owner'), allDeskRights);
});

test('a viewer changes nothing but their own passkeys', () => {
  assert.deepEqual(rightsOf('viewer'), [
    ...['look', 'own-passkeys', 'add-passkey', 'end-passkey'],
    ...[
      'see-acts',
      'see-administrators',
      'see-members',
      'rehearse',
      'see-figures',
      'use-playground',
      'see-stores',
      'see-watch-list',
      'see-pools',
      'see-program',
    ],
  ]);
});

test('an editor sees no member, and support changes no store', () => {
  for (const right of ['see-members', 'adjust-points', 'apologise'] as const)
    assert.equal(mayDo('editor', right), false, right);
  for (const right of ['enrol-till', 'give-till-key', 'change-associates'] as const)
    assert.equal(mayDo('support', right), false, right);
});

test('who is watched does not see the watch list, and only an owner decides', () => {
  for (const role of ['editor', 'support'] as const)
    assert.equal(mayDo(role, 'see-watch-list'), false);
  assert.deepEqual(
    deskRoles.filter((role) => mayDo(role, 'decide-watch-note')),
    ['owner'],
  );
});

test('what moves points, gives out a key or lets somebody in wants the passkey again', () => {
  for (const right of ['adjust-points', 'apologise', 'give-till-key', 'enrol-till'] as const)
    assert.ok(isProved(right), right);
  for (const right of ['add-passkey', 'end-passkey'] as const) assert.ok(isProved(right), right);
  assert.ok(isProved('manage-administrators'));
  assert.ok(isProved('thaw-member'));
  assert.equal(isProved('freeze-member'), false, 'who hears of a theft freezes at once');
  assert.equal(isProved('look'), false);
});

test('whatever changes the program in force wants the passkey again', () => {
  const changes = ['put-program', 'move-poster', 'close-store', 'restock-reward', 'retire-reward'];
  for (const right of allDeskRights.filter((one) => changes.includes(one)))
    assert.ok(isProved(right), right);
  assert.equal(isProved('edit-program'), false, 'a draft reaches nobody');
});

test('every right is somebody’s', () => {
  for (const right of allDeskRights)
    assert.ok(
      deskRoles.some((role) => mayDo(role, right)),
      right,
    );
});

test('a session ends an idle hour after it was seen, and after a working day in any case', () => {
  const session = { createdAt: 0, seenAt: 1_000 };
  assert.ok(deskLasts(session, 999 + deskIdleMs));
  assert.equal(deskLasts(session, 1_000 + deskIdleMs), false);
  const busy = { createdAt: 0, seenAt: deskSessionMs - 1 };
  assert.ok(deskLasts(busy, deskSessionMs - 1));
  assert.equal(deskLasts(busy, deskSessionMs), false);
});
