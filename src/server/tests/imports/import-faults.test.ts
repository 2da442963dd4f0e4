import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { ImportReport } from '#contract/admin/admin-imports.ts';
import { adminApi } from '#contract/paths.ts';
import { type ImportFaultKind, importFaults } from '#domain/imports/import-fault.ts';
import { faultWords } from '#server/admin/sources/fault-words.ts';
import { refusedCommand, runCommand } from '#server/tests/kit/admin.ts';
import { assertUnchanged, dump } from '#server/tests/kit/dump.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { makeAdminKey } from '#server/usecases/pools/admin-key.ts';

let t: Tillpass;
let key: string;
let folder: string;
before(async () => {
  t = await startTillpass();
  key = await makeAdminKey(t.context, 'crm');
  folder = await mkdtemp(join(tmpdir(), 'tillpass-import-'));
  await t.joined('known@example.com');
  await t.joined('plus@example.com');
});
after(async () => {
  await rm(folder, { recursive: true });
  await t.close();
});

async function send(body: string | Buffer, query: Record<string, string> = {}) {
  const got = await t.app.inject({
    method: 'POST',
    url: `${adminApi.imports}?${new URLSearchParams({ source: 'old', ...query })}`,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'text/csv' },
    payload: body,
  });
  return { status: got.statusCode, body: got.json() };
}

/** All but the acts, among which a look is. */
const unrecorded = async () => (await dump(t.context.store.read)).replace(/^admin_acts .*$/gm, '');

const faultsOf = ({ faults }: ImportReport) =>
  faults.map(({ line, fault, ofLine }) => [line, fault, ...(ofLine === null ? [] : [ofLine])]);

/** A file with one line that says something wrong, and what is said of it. */
const wrong: readonly (readonly [ImportFaultKind, string, string])[] = [
  ['nobody', 'email,points', ',5'],
  ['field-twice', 'email,Points,Points Balance', 'x@example.com,5,6'],
  ['field-twice', 'email,id,Customer ID', 'x@example.com,A1,A2'],
  ['address-several', 'email', '"anna@example.com, ben@example.com"'],
  ['address', 'email', 'anna@example'],
  ['number', 'number,email', '1234567890,'],
  ['id', 'id,email', 'A 1,x@example.com'],
  ['rounded', 'id,email', '1.23E+11,x@example.com'],
  ['rounded', 'email,points', 'x@example.com,"1,2E+05"'],
  ['name', 'email,first name', `x@example.com,${'a'.repeat(61)}`],
  ['language', 'email,language', 'x@example.com,tlh'],
  ['time', 'email,joined', 'x@example.com,31.12.2020'],
  ['time', 'email,points,expires', 'x@example.com,5,2026-02-30'],
  ['time-ahead', 'email,joined', 'x@example.com,2036-01-01'],
  ['points', 'email,points', 'x@example.com,"1,200"'],
  ['points', 'email,points', 'x@example.com,12.5'],
  ['points-negative', 'email,points', 'x@example.com,-5'],
  ['points-many', 'email,points', 'x@example.com,100000001'],
  ['expiry-missing-points', 'email,expires', 'x@example.com,2026-12-31'],
  ['expiry-past', 'email,points,expires', 'x@example.com,5,2026-01-14'],
  ['tier-unknown', 'email,tier', 'x@example.com,Platinum'],
  ['tier-no-rule', 'email,tier,tier-since,tier-until', 'x@example.com,gold,2025-01-01,2026-12-31'],
  ['consent-none', 'email,newsletter,newsletter-words', 'x@example.com,2025-01-01,Yes'],
  ['consent-alone', 'email,newsletter-words', 'x@example.com,Yes'],
  ['cells', 'email,points,expires', 'x@example.com,5'],
  ['cells', 'email,points', 'x@example.com,5,6'],
  ['quotes', 'email,points', '"x@example.com,5'],
  ['member-already', 'email,points', 'KNOWN@example.com,5'],
  ['same-mailbox', 'email,points', 'plus+shop@example.com,5'],
  ['unknown-member', 'id,points', 'Z-1,5'],
];

test('each line that can’t be taken is refused at its number, and nothing of the file is taken', async () => {
  const untouched = await unrecorded();
  for (const [fault, header, line] of wrong) {
    const good = header.split(',').map((name) => (name === 'email' ? 'good@example.com' : ''));
    const { status, body } = await send(`${header}\n${good.join(',')}\n${line}\n`);
    assert.equal(status, 200, JSON.stringify(body));
    const own = faultsOf(body).filter(([number]) => number === 3);
    assert.deepEqual([body.state, own], ['refused', [[3, fault]]], `${header}: ${line}`);
  }
  assertUnchanged(untouched, await unrecorded());
});

test('the same person in two lines is shown with the line before, in whatever spelling', async () => {
  const file = [
    'email,id',
    'anna@example.com,1',
    'Anna@Example.COM,2',
    'anna+shop@example.com,3',
    'ben@example.com,1',
    'cleo@example.com,4',
    '',
  ].join('\n');
  const { body } = await send(file);
  assert.deepEqual(faultsOf(body), [
    [3, 'duplicate', 2],
    [4, 'same-mailbox', 2],
    [5, 'duplicate', 2],
  ]);
  const accepted = await send(file, { accept: 'true', source: 'accepted' });
  assert.deepEqual([accepted.body.state, accepted.body.new, accepted.body.bad], ['done', 2, 3]);
});

test('an address that its member has just given up can’t be taken by a file for a week', async () => {
  await t.joined('moving@example.com');
  await runCommand(t.context, 'change-address', 'moving@example.com', 'moved@example.com');
  const file = 'email,points\nmoving@example.com,5\n';
  assert.deepEqual(faultsOf((await send(file)).body), [[2, 'address-waits']]);
  t.clock.turn(8 * 24 * 60 * 60_000);
  assert.equal((await send(file)).body.new, 1);
});

test('other encodings, separators and spreadsheets’ ways are read, or refused in words', async () => {
  const utf16 = Buffer.from('\ufeffemail;first name;points\numlaut@example.com;Zoë;3\n', 'utf16le');
  assert.equal((await send(utf16, { dryRun: 'true' })).body.new, 1);
  const arabic = Buffer.concat([
    Buffer.from('email,first name\nnada@example.com,'),
    Buffer.from([0xe4, 0xcf, 0xec]),
    Buffer.from('\n'),
  ]);
  const unsaid = await send(arabic);
  assert.deepEqual([unsaid.status, unsaid.body.error.key], [422, 'file-encoding']);
  assert.equal((await send(arabic, { encoding: 'windows-1256' })).body.new, 1);
  const { first_name: name } = await t.context.store.read
    .selectFrom('members')
    .select('first_name')
    .where('address', '=', 'nada@example.com')
    .executeTakeFirstOrThrow();
  assert.equal(name, 'ندى');
  const german = 'E-Mail;Punkte;Ablauf\nüber@example.com;1;1\ngerd@example.com;12;31.12.2026\n';
  const said = { columns: 'Punkte=points,Ablauf=expires', dates: 'dd.mm.yyyy', dryRun: 'true' };
  const read = await send(german, said);
  assert.deepEqual(faultsOf(read.body), [[2, 'address']]);
  assert.equal(read.body.points, 12);
  for (const [text, query, expected] of [
    ['name,points\nAda,5\n', {}, 'file-column'],
    ['email\na@example.com\n', { columns: 'Punkte=pints' }, 'request-invalid'],
    ['email\na@example.com\n', { dates: 'hh' }, 'request-invalid'],
    ['PK\u0003\u0004aaaaaaaaaaaaaaaaaaaaaaaaaa[Content_Types].xml', {}, 'file-workbook'],
    ['email\na@example.com\n', { source: 'Old System' }, 'request-invalid'],
  ] as const) {
    const refused = await send(text, query);
    assert.equal(refused.body.error?.key, expected, JSON.stringify(refused.body));
  }
});

test('a file that was cut off is refused where it ends', async () => {
  const cut = await send('email,points\na@example.com,5\nb@exam');
  assert.deepEqual(faultsOf(cut.body), [[3, 'cells']]);
  const list = await send('[\n{"email":"a@example.com"},\n{"email":"b@exa');
  assert.deepEqual([list.body.state, faultsOf(list.body)], ['refused', [[3, 'not-json']]]);
  const lines = await send('{"email":"a@example.com"}\n{"email":"b@exa');
  assert.deepEqual(faultsOf(lines.body), [[2, 'not-json']]);
  assert.deepEqual(faultsOf((await send('[1]')).body), [[1, 'not-json']]);
});

test('by the command the faults are sentences, each line is in the report, and a huge file is refused unread', async () => {
  const file = join(folder, 'members.csv');
  await writeFile(file, 'email,points\nfirst@example.com,5\nsecond@example.com,-5\n');
  const refused = await refusedCommand(t.context, 'import-members', file, '--source', 'old');
  assert.match(refused, /^Nothing was taken: 2 lines of old\./);
  assert.match(refused, /line 3: points: "-5": nobody can begin with points below zero/);
  assert.match(refused, /1 line with a fault\. Mend them, or take the others with --accept\.$/);
  const report = join(folder, 'report.csv');
  const rehearsed = await runCommand(
    t.context,
    ...(['import-members', file, '--source', 'old', '--dry-run', '--report', report] as const),
  );
  assert.match(rehearsed, /^A dry run: 2 lines of old\./);
  assert.match(await readFile(report, 'utf8'), /^line,outcome,why\n[\s\S]*2,new,""\n/);
  const taken = await runCommand(t.context, 'import-members', file, '--source', 'old', '--accept');
  assert.match(taken, /^Done: 2 lines of old\.\n1 new member, 0 members of before given/);

  const huge = join(folder, 'huge.csv');
  await writeFile(huge, 'email\n');
  await truncate(huge, 2 * 1024 ** 3);
  const big = await refusedCommand(t.context, 'import-members', huge, '--source', 'old');
  assert.match(big, /has more than 128 MB\. Split it/);
  const nameless = await refusedCommand(t.context, 'import-members', file);
  assert.match(nameless, /--source is what the other system is called/);
  const none = await refusedCommand(
    t.context,
    'import-members',
    join(folder, 'no.csv'),
    '--source',
    'old',
  );
  assert.match(none, /can't be read/);
});

test('every fault has a sentence that says what to do', () => {
  for (const fault of importFaults) {
    const words = faultWords({ line: 1, fault, field: 'points', sample: 'x', ofLine: 2 });
    assert.match(words, /^points: "x": .{15,} \(line 2\)$/);
  }
});

test('an id of JSON is judged as one of a call: its system’s name, its digits, and how many there are', async () => {
  const ids = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, n) => [`system-${n}`, `n${n}`]));
  const several = Array.from({ length: 20 }, (_, n) => ({
    source: 'shopify',
    externalId: `c${n}`,
  }));
  for (const [fault, line] of [
    ['source', '{"email":"j@example.com","externalIds":{"Shop ify":"1"}}'],
    ['rounded', '{"email":"j@example.com","externalIds":{"shopify":9007199254740993}}'],
    ['rounded', '{"email":"j@example.com","id":12345678901234567890123}'],
    ['ids-many', JSON.stringify({ email: 'j@example.com', externalIds: ids(21) })],
    ['ids-many', JSON.stringify({ email: 'j@example.com', id: 1, externalIds: ids(20) })],
    [
      'ids-many',
      JSON.stringify({
        format: 'tillpass-member/1',
        members: [{ id: 'm', address: 'j@example.com' }],
        externalIds: several,
      }),
    ],
  ] as const) {
    const { body } = await send(line);
    assert.deepEqual([body.state, faultsOf(body)], ['refused', [[1, fault]]], line);
  }
  const lines = Array.from({ length: 500 }, (_, n) =>
    JSON.stringify({
      email: `full-${n}@example.com`,
      externalIds: Object.fromEntries(
        Object.keys(ids(20)).map((source) => [source, `${source}-${n}`]),
      ),
    }),
  );
  const { body } = await send(lines.join('\n'));
  assert.deepEqual([body.state, body.new], ['done', 500], 'as many as there may be, at once');
});
