import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { ImportFaultKind } from '#domain/imports/import-fault.ts';
import { refusedCommand, runCommand } from '#server/tests/kit/admin.ts';
import { posAt } from '#server/tests/kit/counter.ts';
import { assertUnchanged } from '#server/tests/kit/dump.ts';
import {
  faultsOf,
  sendPurchases,
  told,
  unrecorded,
} from '#server/tests/kit/imports/past-purchases.ts';
import { idOf, numberOf } from '#server/tests/kit/members.ts';
import { merge } from '#server/tests/kit/model/merging.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { makeAdminKey } from '#server/usecases/pools/admin-key.ts';
import { eraseMember } from '#server/usecases/rights/erase.ts';

let t: Tillpass;
let key: string;
before(async () => {
  t = await startTillpass();
  key = await makeAdminKey(t.context, 'crm');
  for (const name of ['ada', 'ben']) await t.joined(`${name}@example.com`);
});
after(() => t.close());

const send = (body: string, query?: Record<string, string>) => sendPurchases(t, key, body, query);

const header = 'email,receipt,store,sold,total';
/** A file with one receipt at fault, and what is said of it. */
const wrong: readonly (readonly [ImportFaultKind, string, string])[] = [
  ['nobody', header, ',W,main,2025-12-01,5'],
  ['field-twice', `${header},Receipt`, 'ada@example.com,W,main,2025-12-01,5,V'],
  ['unknown-member', header, 'nobody@example.com,W,main,2025-12-01,5'],
  ['address-several', header, '"ada@example.com, ben@example.com",W,main,2025-12-01,5'],
  ['receipt', header, 'ada@example.com,,main,2025-12-01,5'],
  ['rounded', header, 'ada@example.com,1.23E+11,main,2025-12-01,5'],
  ['store-missing', header, 'ada@example.com,W,,2025-12-01,5'],
  ['store-unknown', header, 'ada@example.com,W,Old Town,2025-12-01,5'],
  ['till-unknown', `${header},till`, 'ada@example.com,W,main,2025-12-01,5,harbour-1'],
  ['sold-missing', header, 'ada@example.com,W,main,,5'],
  ['time', header, 'ada@example.com,W,main,01.12.2025,5'],
  ['time-ahead', header, 'ada@example.com,W,main,2026-12-01,5'],
  ['currency', `${header},currency`, 'ada@example.com,W,main,2025-12-01,5,USD'],
  ['amount', header, 'ada@example.com,W,main,2025-12-01,"1,234.50"'],
  ['amount-negative', header, 'ada@example.com,W,main,2025-12-01,-5'],
  ['amount-missing', header, 'ada@example.com,W,main,2025-12-01,'],
  ['total-differs', `${header},amount`, 'ada@example.com,W,main,2025-12-01,5,4'],
  ['gtin', `${header},gtin,amount`, 'ada@example.com,W,main,2025-12-01,5,4006381333932,5'],
  ['quantity', `${header},quantity,amount`, 'ada@example.com,W,main,2025-12-01,5,1.5,5'],
  [
    'goods-text',
    `${header},name,amount`,
    `ada@example.com,W,main,2025-12-01,5,${'x'.repeat(201)},5`,
  ],
  ['cells', header, 'ada@example.com,W,main'],
];

test('each receipt that can’t be taken is refused at its line, and nothing of the file is taken', async () => {
  const untouched = await unrecorded(t);
  for (const [fault, columns, line] of wrong) {
    const sent = await send(`${columns}\n${line}\n`);
    assert.equal(sent.status, 200, JSON.stringify(sent.body));
    assert.deepEqual([sent.body.state, faultsOf(sent)], ['refused', [[2, fault]]], line);
  }
  assertUnchanged(untouched, await unrecorded(t));
});

test('all of a receipt is taken or nothing of it, and each stands in one place', async () => {
  const lines = (...all: string[]) => `email,receipt,store,sold,amount\n${all.join('\n')}\n`;
  const [a, b] = ['ada@example.com,A,main,2025-12-01,5', 'ada@example.com,B,main,2025-12-01,5'];
  assert.deepEqual(faultsOf(await send(lines(a, b, a))), [[4, 'receipt-apart', 2]]);
  const differs = ',A,main,2025-12-02,5';
  assert.deepEqual(faultsOf(await send(lines(a, differs))), [[3, 'receipt-differs', 2]]);
  // A line that was cut may be of the receipt above it or below it.
  const cut = await send(lines(a, ',A', b, 'ada@example.com,C,main,2025-12-01,5'), {
    accept: 'true',
  });
  assert.deepEqual(faultsOf(cut), [
    [2, 'receipt-broken', 3],
    [3, 'cells'],
    [4, 'receipt-broken'],
  ]);
  assert.deepEqual(told(cut), { state: 'done', lines: 4, made: 1, known: 0, bad: 3 });
});

test('a receipt of a till, of another member or of who has left is not touched', async () => {
  const memberId = await idOf(t, 'ada@example.com');
  await posAt(t, 'main-1').purchase({ member: { memberId }, receiptNumber: 'own-1' });
  const till = `${header},till\nada@example.com,own-1,main,2025-12-01,5,main-1\n`;
  assert.deepEqual(faultsOf(await send(till)), [[2, 'receipt-reported']]);
  await send(`${header}\nada@example.com,R-2,harbour,2025-12-01T10:00:00Z,20\n`);
  const theirs = `${header}\nben@example.com,R-2,harbour,2025-12-01T10:00:00Z,20\n`;
  assert.deepEqual(faultsOf(await send(theirs)), [[2, 'receipt-of-another']]);
  await t.joined('leaving@example.com');
  const left = `${header}\nleaving@example.com,L-1,main,2025-12-01,5\n`;
  assert.equal((await send(left)).body.new, 1);
  await eraseMember(t.context, await idOf(t, 'leaving@example.com'), 'member');
  assert.deepEqual(faultsOf(await send(left)), [[2, 'unknown-member']]);
});

test('a file that is sent again after its member merged is known, also after a second merge', async () => {
  const old = await t.joined('merged-old@example.com');
  const number = await numberOf(old);
  const row = (who: string, receipt: string) => `${who},${receipt},main,2025-12-01T10:00:00Z,5`;
  const file = (column: string, ...rows: string[]) =>
    `${column},receipt,store,sold,total\n${rows.join('\n')}\n`;
  assert.equal((await send(file('email', row('merged-old@example.com', 'M-1')))).body.new, 1);
  let before = 'merged-old@example.com';
  for (const address of ['merged@example.com', 'merged-last@example.com']) {
    t.clock.turn(1);
    await merge(t, await t.joined(address), before);
    before = address;
    for (const again of [
      file('email', row('merged-old@example.com', 'M-1')),
      file('email', row(address, 'M-1')),
      file('number', row(number, 'M-1')),
    ])
      assert.deepEqual(told(await send(again)), {
        state: 'done',
        lines: 1,
        made: 0,
        known: 1,
        bad: 0,
      });
  }
  const others = file('email', row('ada@example.com', 'M-1'));
  assert.deepEqual(faultsOf(await send(others)), [[2, 'receipt-of-another']]);
});

test('a receipt in JSON says the same as in CSV', async () => {
  const json = JSON.stringify({
    email: 'ada@example.com',
    receipt: 'J-1',
    store: 'main',
    sold: '2025-12-05',
    channel: 'web',
    lines: [
      { gtin: '4006381333931', quantity: 1, amount: 3.5, price: 3.5 },
      { name: 'Bag', amount: '0' },
    ],
  });
  const sent = await send(json);
  assert.deepEqual(told(sent), { state: 'done', lines: 1, made: 1, known: 0, bad: 0 });
  assert.deepEqual(sent.body.columns.leftOut, ['channel', 'lines.price']);
  const csv = [
    'email,receipt,store,sold,gtin,quantity,name,amount',
    'ada@example.com,J-1,main,2025-12-05,4006381333931,1,,"3,5"',
    ',J-1,main,,,,Bag,0',
    '',
  ].join('\n');
  assert.equal((await send(csv)).body.known, 1);
});

test('by the command it says what counts and what is wrong, in sentences', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tillpass-past-'));
  try {
    const file = join(folder, 'past.csv');
    await writeFile(
      file,
      `Order No;email;store;sold;total\nO-1;ada@example.com;main;01.12.2025;5,50\n`,
    );
    const typed = [
      'import-purchases',
      file,
      '--source',
      'shopify',
      '--dates',
      'dd.mm.yyyy',
    ] as const;
    const nameless = await refusedCommand(t.context, ...typed);
    assert.match(nameless, /No column of the first line is called receipt/);
    const done = await runCommand(t.context, ...typed, '--columns', 'Order No=receipt');
    assert.match(
      done,
      /^Done: 1 line of shopify\.\n1 past purchase brought over\. They count for tiers/,
    );
    await writeFile(file, `${header}\nada@example.com,O-2,main,2025-12-01,-5\n`);
    const refused = await refusedCommand(
      t.context,
      'import-purchases',
      file,
      '--source',
      'shopify',
    );
    assert.match(refused, /line 2: total: "-5": nothing was paid here: leave returns out/);
  } finally {
    await rm(folder, { recursive: true });
  }
});
