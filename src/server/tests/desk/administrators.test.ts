import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ActView } from '#contract/desk/desk-answers.ts';
import { deskApi } from '#contract/desk/desk-paths.ts';
import type { Seen } from '#server/tests/kit/browser.ts';
import {
  administrator,
  begun,
  prove,
  type Signed,
  tokenOf,
} from '#server/tests/kit/desk/at-desk.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

const key = (answer: Seen) => answer.body?.error?.key;
const at = (pattern: string, id: string) => pattern.replace(/:\w+/, id);
const manage = (who: Signed, id: string, pattern: string, body: object = {}) =>
  who.proved('manage-administrators', id, at(pattern, id), body);
const invite = (who: Signed, name: string, role: string) =>
  who.proved('manage-administrators', '', deskApi.administrators, { name, role });
const acts = async (who: Signed): Promise<ActView[]> =>
  (await who.browser.get(deskApi.acts)).body.rows;

test('what two people of one name did can be told apart, and a name of one person says it alone', async () => {
  const owner = await administrator(t, 'Nora');
  const before = await administrator(t, 'Robin', 'editor');
  await before.proved('enrol-till', 'main-1', at(deskApi.enrolTill, 'main-1'), { replaces: false });
  await manage(owner, before.id, deskApi.administratorEnd);
  t.clock.turn(60_000);
  const since = await administrator(t, 'robin', 'editor');
  await since.proved('enrol-till', 'main-1', at(deskApi.enrolTill, 'main-1'), { replaces: false });
  const rows = await acts(owner);
  const offered = rows.filter(({ act }) => act === 'enrolment-offered');
  const [second, first] = offered.map(({ actorSince }) => actorSince);
  assert.equal((second ?? 0) - (first ?? 0), 60_000);
  const ended = rows.find(({ act }) => act === 'administrator-ended');
  assert.deepEqual([ended?.actorSince, ended?.aboutSince], [null, first]);
});

test('an owner invites somebody by a link, changes their role and takes the change back', async () => {
  const owner = await administrator(t, 'Ada');
  const invited = await invite(owner, '  Sam  ', 'support');
  assert.equal(invited.status, 200, invited.text);
  const sam = await begun(t, tokenOf(invited.body.url));
  assert.equal((await sam.browser.get(deskApi.me)).body.name, 'Sam');

  const change = { from: 'support', to: 'editor' };
  assert.equal((await manage(owner, sam.id, deskApi.administratorRole, change)).status, 200);
  assert.equal((await sam.browser.get(deskApi.me)).body.role, 'editor', 'at once');
  const stale = await manage(owner, sam.id, deskApi.administratorRole, change);
  assert.equal(key(stale), 'desk-changed');

  const done = (await acts(owner)).find(({ act }) => act === 'administrator-role-changed');
  assert.ok(done);
  assert.deepEqual(
    [done.act, done.actor, done.changes, done.undoable],
    ['administrator-role-changed', 'Ada', { role: ['support', 'editor'] }, true],
  );
  const undo = () => owner.proved('undo-act', done.id, at(deskApi.undoAct, done.id));
  assert.equal((await undo()).status, 200);
  assert.equal((await sam.browser.get(deskApi.me)).body.role, 'support');
  assert.equal(key(await undo()), 'desk-undone');
  const later = await acts(owner);
  const undoing = later.find(({ undoes }) => undoes === done.id);
  assert.ok(undoing);
  assert.equal(later.find(({ id }) => id === done.id)?.undoneBy, undoing.id);
  assert.ok(
    (await acts(sam)).every(({ undoable }) => !undoable),
    'support undoes nothing',
  );
});

test('only the latest change of a role can be taken back, also where the role is the same again', async () => {
  const owner = await administrator(t, 'Una');
  const { id } = await administrator(t, 'Vera', 'viewer');
  const roles = ['viewer', 'owner', 'viewer', 'owner'] as const;
  for (const [index, from] of roles.slice(0, -1).entries()) {
    t.clock.turn(1_000);
    const change = { from, to: roles[index + 1] };
    assert.equal((await manage(owner, id, deskApi.administratorRole, change)).status, 200);
  }
  const rows = (await acts(owner)).filter(({ details }) => details.administratorId === id);
  const changes = rows.filter(({ act }) => act === 'administrator-role-changed');
  assert.deepEqual(
    changes.map(({ undoable }) => undoable),
    [true, false, false],
  );
  const undo = (act: ActView | undefined) =>
    owner.proved('undo-act', act?.id ?? '', at(deskApi.undoAct, act?.id ?? ''));
  assert.equal(key(await undo(changes[2])), 'desk-changed', 'the first one');
  assert.equal((await undo(changes[0])).status, 200);
});

test('a name is there once, shows something, and may be in any script', async () => {
  const owner = await administrator(t, 'Bea');
  assert.deepEqual((await invite(owner, 'bea ', 'viewer')).body.error.details, {
    key: 'desk-name',
    fault: 'taken',
  });
  assert.equal((await invite(owner, ' ', 'viewer')).body.error.details.fault, 'empty');
  assert.equal((await invite(owner, 'x'.repeat(300), 'viewer')).body.error.details.fault, 'long');
  assert.equal((await invite(owner, 'Command line', 'viewer')).body.error.details.fault, 'taken');
  assert.equal((await invite(owner, 'نورا 🌿', 'viewer')).status, 200);
  const [one, two] = await Promise.all(
    ['Twin', 'twin'].map((name) =>
      owner.browser.post(deskApi.administrators, { name, role: 'viewer' }),
    ),
  );
  assert.ok(one && two);
  assert.deepEqual([one.status, two.status].toSorted(), [200, 422], 'at once');
});

test('the shop is never without an owner who has a passkey, also when two end each other at once', async () => {
  const shop = await startTillpass();
  try {
    const [ada, bob] = [await administrator(shop, 'Ada'), await administrator(shop, 'Bob')];
    await invite(ada, 'Unused', 'owner');
    await prove(ada.browser, ada.passkey, 'manage-administrators', bob.id);
    await prove(bob.browser, bob.passkey, 'manage-administrators', ada.id);
    const ended = await Promise.all([
      ada.browser.post(at(deskApi.administratorEnd, bob.id)),
      bob.browser.post(at(deskApi.administratorEnd, ada.id)),
    ]);
    const statuses = ended.map(({ status }) => status).toSorted();
    assert.ok(statuses[0] === 200 && statuses[1] !== 200, String(statuses));
    const left = (await ada.browser.get(deskApi.me)).status === 200 ? ada : bob;
    assert.equal(key(await manage(left, left.id, deskApi.administratorEnd)), 'desk-last-owner');
    const down = { from: 'owner', to: 'viewer' };
    assert.equal(
      key(await manage(left, left.id, deskApi.administratorRole, down)),
      'desk-last-owner',
    );
  } finally {
    await shop.close();
  }
});

test('who is removed is out at once, and their passkey opens nothing', async () => {
  const owner = await administrator(t, 'Cleo');
  const eve = await administrator(t, 'Eve', 'support');
  assert.equal((await manage(owner, eve.id, deskApi.administratorEnd)).status, 200);
  assert.equal(key(await eve.browser.get(deskApi.me)), 'desk-signed-out');
  const { body } = await eve.browser.post(deskApi.signInOptions);
  const again = await eve.browser.post(deskApi.signIn, { passkey: eve.passkey.show(body) });
  assert.equal(key(again), 'desk-passkey-unknown');
});

test('an owner signs somebody out everywhere, and lets them back in by a link', async () => {
  const owner = await administrator(t, 'Dora');
  const fay = await administrator(t, 'Fay', 'viewer');
  await manage(owner, fay.id, deskApi.administratorSessions);
  assert.equal(key(await fay.browser.get(deskApi.me)), 'desk-signed-out');
  const { body } = await manage(owner, fay.id, deskApi.administratorLink);
  assert.equal((await begun(t, tokenOf(body.url))).id, fay.id);
});

test('what was done can’t be changed or deleted, by the database itself', async () => {
  const { store } = t.context;
  for (const column of ['changes', 'undoes', 'administrator_id', 'details'] as const) {
    const change = store.transact(({ db }) =>
      db
        .updateTable('admin_acts')
        .set({ [column]: 'other' })
        .execute(),
    );
    await assert.rejects(change, /immutable/, column);
  }
  await assert.rejects(
    store.transact(({ db }) => db.deleteFrom('admin_acts').execute()),
    /immutable/,
  );
});

test('the list of acts goes on where a page ended, and leaves none out', async () => {
  const owner = await administrator(t, 'Gil');
  for (let number = 0; number < 55; number += 1) await invite(owner, `Guest ${number}`, 'viewer');
  const seen = new Set<string>();
  for (let next: string | null = ''; next !== null; ) {
    const url: string = next === '' ? deskApi.acts : `${deskApi.acts}?before=${next}`;
    const { body } = await owner.browser.get(url);
    for (const { id } of body.rows) {
      assert.ok(!seen.has(id));
      seen.add(id);
    }
    next = body.next;
  }
  const rows = await t.context.store.read.selectFrom('admin_acts').select('id').execute();
  assert.equal(seen.size, rows.length);
});

test('the first page says what needs attention', async () => {
  const shop = await startTillpass();
  try {
    const owner = await administrator(shop, 'Ada');
    const { body } = await owner.browser.get(deskApi.home);
    const whats = body.attention.map(({ what }: { what: string }) => what);
    assert.ok(whats.includes('one-owner') && whats.includes('no-mail'));
    assert.equal(body.stores, (await owner.browser.get(deskApi.home)).body.stores);
    await administrator(shop, 'Bob');
    const after = (await owner.browser.get(deskApi.home)).body.attention;
    assert.ok(!after.some(({ what }: { what: string }) => what === 'one-owner'));
  } finally {
    await shop.close();
  }
});
