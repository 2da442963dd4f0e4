import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ImportReport } from '#contract/admin/admin-imports.ts';
import { adminApi, memberApi } from '#contract/paths.ts';
import { Browser } from '#server/tests/kit/browser.ts';
import { atOnce, balance, wallet } from '#server/tests/kit/counter.ts';
import { assertUnchanged, dump } from '#server/tests/kit/dump.ts';
import { idOf, numberOf } from '#server/tests/kit/members.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { findMembers } from '#server/usecases/desk/find-members.ts';
import { makeAdminKey } from '#server/usecases/pools/admin-key.ts';
import { eraseMember } from '#server/usecases/rights/erase.ts';

let t: Tillpass;
let key: string;
before(async () => {
  t = await startTillpass();
  key = await makeAdminKey(t.context, 'crm');
});
// Closing verifies every ledger, every link of its chain, and what events tell.
after(() => t.close());

async function send(
  body: string | Buffer,
  query: Record<string, string> = {},
  type = 'text/csv',
): Promise<{ status: number; body: ImportReport }> {
  const asked = new URLSearchParams({ source: 'smile', ...query });
  const got = await t.app.inject({
    method: 'POST',
    url: `${adminApi.imports}?${asked}`,
    headers: { authorization: `Bearer ${key}`, 'content-type': type },
    payload: body,
  });
  return { status: got.statusCode, body: got.json() };
}

const told = ({ body }: { body: ImportReport }) => {
  const { state, lines, new: made, added, known, bad, points } = body;
  return { state, lines, made, added, known, bad, points };
};
const nothing = { made: 0, added: 0, known: 0, bad: 0, points: 0 };
/** All but the acts, among which a look is. */
const unrecorded = async () => (await dump(t.context.store.read)).replace(/^admin_acts .*$/gm, '');
const lotsIn = async (address: string) => {
  const lots = await t.context.store.read
    .selectFrom('lots')
    .select(['remaining', 'expires_at', 'available_at'])
    .where('member_id', '=', await idOf(t, address))
    .orderBy('expires_at')
    .execute();
  return lots.map((lot) => ({
    points: lot.remaining,
    until: new Date(lot.expires_at).toISOString(),
    from: lot.available_at === null ? null : new Date(lot.available_at).toISOString(),
  }));
};

const smile = [
  'email,id,first_name,joined,points,expires,points-2,expires-2,available-2,Notes',
  'ada@moved.example,S-1,Ada,2021-03-04,120,2026-06-30,80,2027-01-31,2026-02-01,vip',
  'noor@moved.example,S-2,Noor,2019-12-31,0,,,,,',
  '',
].join('\n');

test('a dry run says what would become of each line, and changes nothing', async () => {
  const untouched = await unrecorded();
  const rehearsed = await send(smile, { dryRun: 'true' });
  const would = { ...nothing, state: 'rehearsed', lines: 2, made: 2, points: 200 };
  assert.deepEqual(told(rehearsed), would);
  assert.deepEqual(rehearsed.body.columns.leftOut, ['Notes']);
  assert.ok(
    rehearsed.body.columns.read.some(
      ({ column, as }) => column === 'first_name' && as === 'first-name',
    ),
  );
  assertUnchanged(untouched, await unrecorded());
});

test('members come with their points as lots, and the same file again changes nothing', async () => {
  assert.deepEqual(told(await send(smile)), {
    ...nothing,
    state: 'done',
    lines: 2,
    made: 2,
    points: 200,
  });
  // A day's points can be spent to its end, by the program's clocks.
  assert.deepEqual(await lotsIn('ada@moved.example'), [
    { points: 120, until: '2026-06-30T22:00:00.000Z', from: null },
    { points: 80, until: '2027-01-31T23:00:00.000Z', from: '2026-01-31T23:00:00.000Z' },
  ]);
  const settled = await unrecorded();
  assert.deepEqual(told(await send(smile)), { ...nothing, state: 'done', lines: 2, known: 2 });
  assertUnchanged(settled, await unrecorded());
  // Another line under the same name is shown, and nothing of it is taken.
  const other = await send(smile.replace(',120,', ',121,'));
  assert.deepEqual([other.body.state, other.body.faults[0]?.fault], ['refused', 'another-content']);
  assertUnchanged(settled, await unrecorded());
});

test('who was brought over signs in as who they are, without the gift for joining', async () => {
  const ids = [await idOf(t, 'ada@moved.example'), await idOf(t, 'noor@moved.example')];
  const mailed = t.context.store.read
    .selectFrom('mails')
    .select('id')
    .where('member_id', 'in', ids);
  assert.deepEqual(await mailed.execute(), [], 'nobody is mailed about being brought over');
  const phone = await t.joined('ada@moved.example');
  assert.equal(await balance(phone), 120);
  const { history } = await wallet(phone);
  assert.deepEqual(
    history.map(({ points, what }: { points: number; what: unknown }) => [points, what]),
    [
      [80, { rule: 'award', name: 'Balance brought along' }],
      [120, { rule: 'award', name: 'Balance brought along' }],
    ],
  );
  const { body } = await phone.post(memberApi.copy);
  assert.equal((await findMembers(t.context, { find: 'smile:S-2' })).rows[0]?.name, 'Noor');
  assert.equal((await findMembers(t.context, { find: 'noor' })).rows[0]?.name, 'Noor');
  assert.equal(body.members[0].firstName, 'Ada');
  assert.equal(body.members[0].joinedAt, '2021-03-03T23:00:00.000Z');
  assert.deepEqual(body.memberImports, [
    { source: 'smile', rowKey: 'id:S-1', at: body.memberImports[0].at },
  ]);
  assert.equal(body.externalIds[0].externalId, 'S-1');
});

test('the same file from several programs at once makes each member once', async () => {
  let refused = 0;
  const lines = Array.from({ length: 30 }, (_, n) => `race-${n}@moved.example,R-${n},10`);
  const file = `email,id,points\n${lines.join('\n')}\n`;
  // A server is at one of them at a time, and says so to the others.
  const reports = await atOnce(4, async () => {
    for (;;) {
      const report = await send(file, { accept: 'true' });
      if (report.status === 200) return report;
      assert.equal(report.status, 409, JSON.stringify(report.body));
      refused += 1;
    }
  });
  assert.ok(refused > 0);
  const made = reports.reduce((sum, { body }) => sum + body.new, 0);
  assert.equal(made, 30);
  const { count } = await t.context.store.read
    .selectFrom('members')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('address', 'like', 'race-%')
    .where('balance', '=', 10)
    .executeTakeFirstOrThrow();
  assert.equal(Number(count), 30);
});

test('a member of before is shown, and gets what the line says only when that is asked for, once', async () => {
  const phone = await t.joined('here@example.com');
  const had = await balance(phone);
  const file = 'email;id;points;expires\nHere@Example.com;H-1;70;2026-12-31\n';
  const shown = await send(file);
  assert.deepEqual(
    [shown.body.state, shown.body.faults.map(({ line, fault }) => [line, fault])],
    ['refused', [[2, 'member-already']]],
  );
  assert.equal(await balance(phone), had);
  const given = await send(file, { addToMembers: 'true' });
  assert.deepEqual(told(given), { ...nothing, state: 'done', lines: 1, added: 1, points: 70 });
  assert.equal(await balance(phone), had + 70);
  assert.deepEqual(told(await send(file, { addToMembers: 'true' })), {
    ...nothing,
    state: 'done',
    lines: 1,
    known: 1,
  });
  assert.equal(await balance(phone), had + 70);
  // By the number, and by the id that another file has given; never with two members in one line.
  const number = await numberOf(phone);
  const byNumber = await send(`number,points\n${number},5\n`, {
    addToMembers: 'true',
    source: 'books',
  });
  assert.equal(byNumber.body.added, 1);
  const both = await send(`number,email,points\n${number},ada@moved.example,5\n`, {
    addToMembers: 'true',
    source: 'third',
  });
  assert.deepEqual(
    both.body.faults.map(({ fault }) => fault),
    ['two-members'],
  );
  assert.equal(await balance(phone), had + 75);
});

test('who has left is not in the way of a file, and nothing of them comes back by itself', async () => {
  await send('email,id,points\ngone@moved.example,CANARY-LEFT,40\n', { source: 'square' });
  await eraseMember(t.context, await idOf(t, 'gone@moved.example'), 'support');
  const text = await dump(t.context.store.read);
  assert.doesNotMatch(text, /gone@moved|CANARY-LEFT/);
});

test('a line in JSON says the same as in CSV', async () => {
  const lines = [
    {
      email: 'json@moved.example',
      firstName: 'Jo',
      lots: [{ points: 3, expires: '2026-08-01' }, { points: 4 }],
      externalIds: { erp: 'E-9' },
    },
    { email: 'json-2@moved.example', points: 5 },
  ];
  const report = await send(
    lines.map((one) => JSON.stringify(one)).join('\n'),
    { source: 'own' },
    'application/x-ndjson',
  );
  assert.deepEqual(told(report), { ...nothing, state: 'done', lines: 2, made: 2, points: 12 });
  const list = await send(JSON.stringify(lines), { source: 'own' }, 'application/x-ndjson');
  assert.equal(list.body.known, 2);
  assert.equal((await lotsIn('json@moved.example')).length, 2);
  const found = await new Browser(t.app).post(
    adminApi.lookUpMember,
    { externalId: { source: 'erp', id: 'E-9' } },
    { authorization: `Bearer ${key}` },
  );
  assert.equal(found.status, 200);
});

test('no point of a line in JSON is lost without a word', async () => {
  const type = 'application/x-ndjson';
  const line = {
    email: 'lots@moved.example',
    points: 100,
    'points-2': 50,
    'id:erp': 'L-7',
    vip: 1,
  };
  const report = await send(JSON.stringify(line), { source: 'own' }, type);
  assert.deepEqual(told(report), { ...nothing, state: 'done', lines: 1, made: 1, points: 150 });
  assert.deepEqual(report.body.columns.leftOut, ['vip']);
  assert.equal((await findMembers(t.context, { find: 'erp:L-7' })).rows.length, 1);
  const wrong = await send('{"email":"w@moved.example","points":{"amount":5}}', {}, type);
  assert.deepEqual(
    [wrong.body.state, wrong.body.faults.map(({ fault, field }) => [fault, field])],
    ['refused', [['not-text', 'points']]],
  );
});
