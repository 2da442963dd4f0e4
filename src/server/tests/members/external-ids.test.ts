import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { adminApi, memberApi, posApi } from '#contract/paths.ts';
import { limits } from '#domain/limit.ts';
import { externalIdsAtMost } from '#domain/people/external-id.ts';
import { refusedCommand, runCommand } from '#server/tests/kit/admin.ts';
import { Browser } from '#server/tests/kit/browser.ts';
import { atOnce, posAt, said } from '#server/tests/kit/counter.ts';
import { examplesIn } from '#server/tests/kit/documents/examples.ts';
import { dump } from '#server/tests/kit/dump.ts';
import { idOf, numberOf } from '#server/tests/kit/members.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { findMembers } from '#server/usecases/desk/find-members.ts';
import { lookUpMember } from '#server/usecases/members/external-ids.ts';
import { makeAdminKey } from '#server/usecases/pools/admin-key.ts';
import { eraseMember } from '#server/usecases/rights/erase.ts';

let t: Tillpass;
let key: string;
before(async () => {
  t = await startTillpass();
  key = await makeAdminKey(t.context, 'crm');
});
after(() => t.close());

const authorization = () => ({ authorization: `Bearer ${key}` });
const post = (url: string, body: object) => new Browser(t.app).post(url, body, authorization());
const at = (url: string, member: string) => url.replace(':member', encodeURIComponent(member));
const give = (member: string, source: string, id: string) =>
  post(at(adminApi.externalIds, member), { source, id });
const take = (member: string, source: string, id: string) =>
  post(at(adminApi.removeExternalId, member), { source, id });
const list = async (member: string) =>
  (await new Browser(t.app).get(at(adminApi.externalIds, member), authorization())).body
    .externalIds as { source: string; id: string }[];
const lookUp = (wish: object) => post(adminApi.lookUpMember, wish);

test('a member is found by what another system calls them: by programs, tills, support and the desk', async () => {
  const phone = await t.joined('crm@example.com');
  const number = await numberOf(phone);
  assert.equal((await give(number, 'shopify', '0069/A')).status, 200);
  const found = await lookUp({ externalId: { source: 'shopify', id: '0069/A' } });
  assert.deepEqual([found.status, found.body.number], [200, number]);
  assert.doesNotMatch(found.text, /crm@example/);
  for (const wish of [
    { member: number },
    { email: 'CRM@example.com' },
    { member: 'shopify:0069/A' },
  ])
    assert.deepEqual((await lookUp(wish)).body, found.body);
  const atTill = await posAt(t, 'main-1').post(posApi.findMember, {
    externalId: { source: 'shopify', id: '0069/A' },
  });
  assert.deepEqual([atTill.status, atTill.body.number], [200, number]);
  assert.doesNotMatch(atTill.text, /0069/, 'a till is not told what others call them');
  assert.match(await runCommand(t.context, 'member', 'shopify:0069/A'), /joined/);
  const { rows } = await findMembers(t.context, { find: 'shopify:0069/A' });
  assert.deepEqual(
    rows.map((row) => row.number),
    [number],
  );
  // The same id under another name is another one, and so is another spelling.
  for (const id of ['69/A', '0069/a'])
    assert.deepEqual(said(await lookUp({ externalId: { source: 'shopify', id } })), [
      404,
      'member-unknown',
    ]);
  assert.deepEqual(said(await lookUp({ externalId: { source: 'square', id: '0069/A' } })), [
    404,
    'member-unknown',
  ]);
});

test('a key that looks a list of addresses up does not learn for long who is a member', async () => {
  await t.joined('listed@example.com');
  const lines: Record<string, unknown>[] = [];
  const warn = (fields: Record<string, unknown>) => lines.push(fields);
  const context = { ...t.context, log: { ...t.context.log, warn } };
  const seek = (email: string, adminKeyId = 'lister') =>
    lookUpMember(context, { adminKeyId }, { email });
  const { atMost } = limits.wrongAddressKey;
  for (let one = 0; one < atMost; one += 1)
    await assert.rejects(seek(`nobody-${one}@example.com`), /member-unknown/);
  const full = { security: 'member-lookup-limited', adminKeyId: 'lister', limit: 600, minutes: 60 };
  assert.deepEqual(lines, [full]);
  for (const address of ['another@example.com', 'listed@example.com'])
    await assert.rejects(seek(address), /too-many-requests/);
  assert.ok((await seek('listed@example.com', 'crm')).memberId, 'another key goes on');
});

test('an id leads to one member, whoever gives it at once; the same again changes nothing', async () => {
  const numbers = [
    await numberOf(await t.joined('one@example.com')),
    await numberOf(await t.joined('two@example.com')),
  ];
  const [one = '', two = ''] = numbers;
  const tried = (
    await Promise.all(numbers.map((number) => atOnce(3, () => give(number, 'square', 'CU-1'))))
  ).flat();
  const statuses = tried.map(({ status }) => status).toSorted();
  assert.deepEqual(statuses, [200, 200, 200, 409, 409, 409]);
  const [winner, other] = (await list(one)).length === 1 ? [one, two] : [two, one];
  assert.deepEqual(await list(other), []);
  const refused = await give(other, 'square', 'CU-1');
  assert.deepEqual(said(refused), [409, 'external-id-taken']);
  assert.match(refused.body.error.message, /another member’s/);
  // Taken off there, it is free; and taking it off twice is no fault.
  for (const _ of [1, 2]) assert.equal((await take(winner, 'square', 'CU-1')).status, 200);
  assert.equal((await give(other, 'square', 'CU-1')).status, 200);
  // Nobody takes off what is another's.
  await take(winner, 'square', 'CU-1');
  assert.equal((await list(other)).length, 1);
});

test('what is no id, and one id too many, are refused in words', async () => {
  const number = await numberOf(await t.joined('many@example.com'));
  for (const [source, id] of [
    ['Shopify', '1'],
    ['shopify', ''],
    ['shopify', 'a b'],
    ['', '1'],
    ['shopify', '1'.repeat(65)],
    ['shopify', '٤٢'],
  ] as const)
    assert.deepEqual(
      said(await give(number, source, id)),
      [400, 'request-invalid'],
      `${source} ${id}`,
    );
  for (const wish of [{}, { member: number, email: 'many@example.com' }])
    assert.deepEqual(said(await lookUp(wish)), [400, 'request-invalid']);
  for (let n = 1; n <= externalIdsAtMost; n += 1)
    assert.equal((await give(number, 'erp', String(n))).status, 200);
  assert.deepEqual(said(await give(number, 'erp', '21')), [422, 'external-ids-full']);
  assert.equal((await give(number, 'erp', '20')).status, 200, 'one that they have');
  assert.deepEqual(said(await give('0000000000', 'erp', '22')), [404, 'member-unknown']);
});

test('a till that tries ids one after the other is stopped as with numbers', async () => {
  const pos = posAt(t, 'harbour-1');
  const guess = (n: number) =>
    pos.post(posApi.findMember, { externalId: { source: 'shopify', id: `guess-${n}` } });
  let stopped = 0;
  for (let n = 0; n < 70; n += 1) if ((await guess(n)).status === 429) stopped += 1;
  assert.equal(stopped, 10);
});

test('support lists, gives and takes off by a command, and the act is on record without the id', async () => {
  const number = await numberOf(await t.joined('hand@example.com'));
  const run = (...args: string[]) => runCommand(t.context, 'external-id', ...args);
  assert.equal(await run(number), 'No other system’s number is known of them.');
  assert.match(await run(number, 'erp:0007-SECRET'), /^erp:0007-SECRET {2}since 20/);
  assert.match(await run('erp:0007-SECRET'), /^erp:0007-SECRET/);
  const grouped = number.replace(/(\d{4})(\d{3})/, '$1 $2 ');
  assert.match(await run(...grouped.split(' ')), /^erp:0007-SECRET/);
  const other = await numberOf(await t.joined('hand-2@example.com'));
  assert.match(
    await refusedCommand(t.context, 'external-id', other, 'erp:0007-SECRET'),
    /is another member's/,
  );
  assert.match(await refusedCommand(t.context, 'external-id', other, 'ERP 7'), /is no SOURCE:ID/);
  assert.match(await refusedCommand(t.context, 'external-id', other, '--remove'), /Say which one/);
  assert.equal(
    await run(number, 'erp:0007-SECRET', '--remove'),
    'No other system’s number is known of them.',
  );
  const acts = await runCommand(t.context, 'acts');
  assert.match(acts, /external id given/);
  assert.doesNotMatch(acts, /0007-SECRET/);
});

test('the ids are in the member’s copy, and go with them; then they are free', async () => {
  const phone = await t.joined('leaver@example.com');
  const number = await numberOf(phone);
  await give(number, 'shopify', 'CANARY-77');
  const { body } = await phone.post(memberApi.copy);
  assert.deepEqual(
    body.externalIds.map((one: { externalId: string }) => one.externalId),
    ['CANARY-77'],
  );
  await eraseMember(t.context, await idOf(t, 'leaver@example.com'), 'support');
  assert.doesNotMatch(await dump(t.context.store.read), /CANARY-77/);
  assert.deepEqual(said(await lookUp({ externalId: { source: 'shopify', id: 'CANARY-77' } })), [
    404,
    'member-unknown',
  ]);
  const next = await numberOf(await t.joined('next@example.com'));
  assert.equal((await give(next, 'shopify', 'CANARY-77')).status, 200);
});

test('the requests of docs/import.md about external ids are answered as it says, in its order', async () => {
  const text = readFileSync('docs/import.md', 'utf8').replaceAll('shopify', 'documented');
  const own = await numberOf(await t.joined('reader@example.com'));
  const other = await numberOf(await t.joined('reader-2@example.com'));
  const real = (written: string) =>
    written
      .replaceAll('ta_YOUR_KEY', key)
      .replaceAll('4738201956', own)
      .replaceAll('5511002348', other);
  const made = /"(requestId|memberId|since|joinedAt)": ?"[^"]*"/g;
  const told = (body: string): unknown => JSON.parse(body.replace(made, '"$1":""'));
  const section = text.slice(text.indexOf('## External ids'));
  const examples = examplesIn(section);
  assert.ok(examples.length >= 3);
  for (const { method, url, headers, payload, status, answer } of examples) {
    const got = await t.app.inject({
      method: method as 'POST', // The document sends nothing else.
      url: real(url),
      headers: JSON.parse(real(JSON.stringify(headers))),
      payload: real(payload),
    });
    assert.equal(got.statusCode, status, `${url} ${got.body}`);
    assert.deepEqual(told(got.body), told(real(JSON.stringify(answer))), url);
  }
  const printed = await runCommand(
    t.context,
    'external-id',
    'documented:6940095152323',
    'erp-2:000417',
  );
  const days = (lines: string) =>
    lines
      .replace(/20\d\d-\d\d-\d\d/g, 'DAY')
      .split('\n')
      .toSorted();
  const [, shown = ''] = /external-id documented:\S+ \S+\n(.*?)```/s.exec(section) ?? [];
  assert.deepEqual(days(printed), days(shown.trimEnd()));
});
