import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { idOf } from '#server/tests/kit/members.ts';
import {
  inviteOf,
  joinBy,
  linkOf,
  referralRule,
  startInviting,
} from '#server/tests/kit/model/inviting.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';
import { eraseMember } from '#server/usecases/rights/erase.ts';

let t: Tillpass;
before(async () => {
  ({ t } = await startInviting());
});
after(() => t.close());

test('at Google a dot more or less, and its other domain, are no friend', async () => {
  const anna = await t.joined('an.na@gmail.com');
  const link = await linkOf(anna);
  await t.joined('left.one@gmail.com');
  await eraseMember(t.context, await idOf(t, 'left.one@gmail.com'), 'member');
  // Only from now on is there a gift for joining.
  await loadProgram(t.context, { ...testProgram, earning: [referralRule()] });
  await t.joined('gif.ted@gmail.com');
  for (const address of [
    'a.nna@gmail.com',
    'anna+x@googlemail.com',
    'leftone@googlemail.com',
    'gifted@gmail.com',
  ]) {
    await joinBy(t, link, address);
  }
  assert.match((await inviteOf(anna)).friends, /^Nobody has joined/);
  // Elsewhere dots may tell two people apart.
  await t.joined('b.o@example.com');
  await joinBy(t, link, 'bo@example.com');
  assert.match((await inviteOf(anna)).friends, /^1 friend has joined/);
});
