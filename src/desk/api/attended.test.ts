import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deskIdleMs } from '#domain/desk/desk-session.ts';
import { attendedMs, watchUse } from './attended.ts';

test('a desk that was left is told so, until somebody is there again', ({ mock }) => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const page = new EventTarget();
  let attended: boolean | null = null;
  const end = watchUse(page, (one) => {
    attended = one;
  });
  const is = (wanted: boolean, why: string) => assert.equal(attended, wanted, why);
  is(true, 'it was just opened');
  mock.timers.tick(attendedMs - 1);
  page.dispatchEvent(new Event('keydown'));
  mock.timers.tick(attendedMs - 1);
  is(true, 'a key was pressed');
  mock.timers.tick(1);
  is(false, 'nobody is there');
  page.dispatchEvent(new Event('pointermove'));
  is(true, 'somebody came back');
  end();
  mock.timers.tick(attendedMs);
  is(true, 'the page was left');
  assert.ok(attendedMs < deskIdleMs / 2, 'so that the session ends about when it says');
});
