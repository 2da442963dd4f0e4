// Whoever leaves is found in the outbox by key: with a million mails in it as fast as with ten.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { digitGroups } from '#i18n/format.ts';
import { latestMails } from '#server/storage/people/mails.ts';
import { idOf, numberOf } from '#server/tests/kit/members.ts';
import { merge } from '#server/tests/kit/model/merging.ts';
import { ask, move } from '#server/tests/kit/model/moving.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { openMail } from '#server/usecases/ground/queue-mail.ts';
import { changeAddress } from '#server/usecases/members/change-address.ts';
import { eraseMember } from '#server/usecases/rights/erase.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

const mails = async () =>
  (await latestMails(t.context.store.read, 1_000)).map((row) => openMail(t.context, row));

test('only mails of before the keys are opened, and every mail that names who leaves is gone, at a former address too', async () => {
  for (const name of ['ann', 'bob', 'cleo']) await t.joined(`${name}@example.com`);
  const phone = await t.joined('dora@example.com');
  const memberId = await idOf(t, 'dora@example.com');
  const number = digitGroups(await numberOf(phone));
  await changeAddress(t.context, { memberId, address: 'moved@example.com' });
  const unkeyed = (await latestMails(t.context.store.read, 1_000)).filter(
    (row) => openMail(t.context, row).to === 'ann@example.com',
  );
  await t.context.store.transact(({ db }) =>
    db
      .updateTable('mails')
      .set({ to_key: null, number_key: null })
      .where(
        'id',
        'in',
        unkeyed.map(({ id }) => id),
      )
      .execute(),
  );
  const names = ({ to, text }: { to: string; text: string }) =>
    ['dora@example.com', 'moved@example.com'].includes(to) || text.includes(number);
  const before = await mails();
  const to = before.filter(names).map((mail) => mail.to);
  assert.deepEqual(new Set(to), new Set(['dora@example.com', 'moved@example.com']));

  const opened: string[] = [];
  const { secrets } = t.context;
  const context: Context = {
    ...t.context,
    secrets: {
      ...secrets,
      open: (purpose, sealed) => {
        const text = secrets.open(purpose, sealed);
        if (purpose === 'mail') opened.push((JSON.parse(text) as { to: string }).to);
        return text;
      },
    },
  };
  assert.equal(await eraseMember(context, memberId, 'support'), true);
  assert.deepEqual([...new Set(opened)], ['ann@example.com']);
  const left = await mails();
  assert.deepEqual(left.filter(names), []);
  assert.equal(left.length, before.length - to.length);
});

test('at an address of before, and at one that was only asked for, codes and requests go too; another member’s stay', async () => {
  const phone = await t.joined('fay@example.com');
  const memberId = await idOf(t, 'fay@example.com');
  await t.joined('gus@example.com');
  const gus = (await mails()).filter(({ to }) => to === 'gus@example.com').length;
  await move(t, phone, 'fay-new@example.com');
  await ask(t, phone, 'gus@example.com');
  await ask(t, phone, 'fay-asked@example.com');
  assert.equal(await eraseMember(t.context, memberId, 'support'), true);
  const left = (await mails()).map(({ to }) => to);
  assert.deepEqual(
    left.filter((to) => to.startsWith('fay')),
    [],
  );
  assert.equal(left.filter((to) => to === 'gus@example.com').length, gus + 1);
  const requests = await t.context.store.read.selectFrom('sign_ins').select('address').execute();
  assert.deepEqual(
    requests.filter(({ address }) => address.startsWith('fay')),
    [],
  );
});

test('a mail to a former address of a membership that was merged goes with the member that goes on', async () => {
  const old = await t.joined('hal@example.com');
  const number = digitGroups(await numberOf(old));
  // Its number stands in the mails to both addresses, and the change itself ends with the merge.
  await move(t, old, 'hal-new@example.com');
  t.clock.turn(40 * 24 * 60 * 60_000);
  const phone = await t.joined('hal-kept@example.com');
  await merge(t, phone, 'hal-new@example.com');
  const named = async () => (await mails()).filter(({ text }) => text.includes(number));
  assert.ok((await named()).some(({ to }) => to === 'hal@example.com'));
  assert.equal(await eraseMember(t.context, await idOf(t, 'hal-kept@example.com'), 'member'), true);
  assert.deepEqual(await named(), []);
});
