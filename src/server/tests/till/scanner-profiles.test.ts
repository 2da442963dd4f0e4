import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { brotliCompressSync, constants } from 'node:zlib';
import { paths } from '#contract/paths.ts';
import { plainProfile, type ScannerProfile } from '#domain/scan/scanner-profile.ts';
import { isEan13 } from '#domain/values/ean-13.ts';
import { balance, issued, posAt, refusal, voucher, wallet } from '#server/tests/kit/counter.ts';
import { dump } from '#server/tests/kit/dump.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

/** From now on the harbour's scanners are these; Main Street keeps the usual ones. */
const harbourHas = (scanner: Partial<ScannerProfile>) =>
  loadProgram(t.context, {
    ...testProgram,
    stores: testProgram.stores.map((store) =>
      store.id === 'harbour' ? { ...store, scanner: { ...plainProfile, ...scanner } } : store,
    ),
  });

let receipts = 0;
const receipt = (): string => {
  receipts += 1;
  return `r-${receipts}`;
};

interface Case {
  readonly profile: Partial<ScannerProfile>;
  readonly code: RegExp;
  /** What the phone shows, in this order. */
  readonly drawn: readonly string[];
  /** What the store's scanner makes of it. */
  readonly sent: (code: string) => string;
}

const cases: Readonly<Record<string, Case>> = {
  'EAN-13 whose check digit the scanner keeps to itself': {
    profile: { symbology: 'ean-13', prefix: '27' },
    code: /^27\d{11}$/,
    drawn: ['ean-13', 'qr'],
    sent: (code) => code.slice(0, 12),
  },
  'EAN-13 as it is': {
    profile: { symbology: 'ean-13', prefix: '20' },
    code: /^20\d{11}$/,
    drawn: ['ean-13', 'qr'],
    sent: (code) => `${code}\r`,
  },
  'GS1-128 with its identifier and FNC1': {
    profile: { symbology: 'gs1-128' },
    code: /^99\d{12}$/,
    drawn: ['gs1-128', 'qr'],
    sent: (code) => `]C1${code}${String.fromCharCode(29)}`,
  },
  'ITF with digits around': {
    profile: { symbology: 'itf', prefix: '9', suffix: '1' },
    code: /^9\d{12}1$/,
    drawn: ['itf', 'qr'],
    sent: (code) => `]I0${code}`,
  },
  'Code 39 with start and stop': {
    profile: { symbology: 'code-39', prefix: 'V', digitsOnly: false },
    code: /^V\d{12}$/,
    drawn: ['code-39', 'qr'],
    sent: (code) => `*${code}*`,
  },
  'Code 39 too long for a phone’s width': {
    profile: { symbology: 'code-39', prefix: 'SAVE-10-', digitsOnly: false },
    code: /^SAVE-10-\d{12}$/,
    drawn: ['qr', 'code-39'],
    sent: (code) => code,
  },
  'Data Matrix on a French keyboard': {
    profile: { symbology: 'data-matrix' },
    code: /^\d{12}$/,
    drawn: ['data-matrix'],
    sent: (code) => [...code].map((digit) => 'à&é"\'(-è_ç'[Number(digit)]).join(''),
  },
  'QR alone': {
    profile: { symbology: 'qr', prefix: 'TP', digitsOnly: false },
    code: /^TP\d{12}$/,
    drawn: ['qr'],
    sent: (code) => code.toLowerCase(),
  },
};

for (const [name, { profile, code: shape, drawn, sent }] of Object.entries(cases))
  test(`a voucher is drawn, scanned at the POS and on the page, and used once: ${name}`, async () => {
    await harbourHas(profile);
    const phone = await t.joined(`${receipt()}@example.com`, 'H1');
    const { code, id } = await issued(phone, 'small');
    assert.match(code, shape);
    const { body } = await voucher(phone, id);
    const drawings: { symbology: string; rows: string[] }[] = body.drawings;
    assert.deepEqual(
      drawings.map(({ symbology }) => symbology),
      drawn,
    );
    assert.ok(drawings.every(({ rows }) => rows.every((row) => /^[01]+$/.test(row))));
    const page = await t.onDuty('harbour-1');
    const seen = await page.post('/api/till/look', { scanned: sent(code) });
    assert.equal(seen.body.redemptionId, id);
    // Scanned in the other shop, which does not know this symbology, and typed there by hand.
    for (const scanned of [sent(code), code]) {
      assert.equal((await posAt(t, 'main-1').look(scanned)).body.redeemable, true);
    }
    const used = await posAt(t, 'main-1').redeem(sent(code), receipt());
    assert.equal(used.body.redemptionId, id);
    const again = await posAt(t, 'harbour-1').redeem(code, receipt());
    assert.equal(refusal(again).key, 'already-used');
    assert.equal(await balance(phone), 140);
  });

test('who holds a phone that knows no store is given the bars that every phone draws', async () => {
  await harbourHas({ symbology: 'ean-13', prefix: '27' });
  const phone = await t.joined('nowhere@example.com');
  const { code, id } = await issued(phone, 'small');
  assert.match(code, /^\d{12}$/);
  assert.equal((await voucher(phone, id)).body.drawings, null);
  assert.equal((await posAt(t, 'harbour-1').redeem(code, receipt())).status, 200);
});

test('a voucher that was out when its store changed its scanners is still read', async () => {
  await harbourHas({});
  const phone = await t.joined('changed@example.com', 'H1');
  const { code, id } = await issued(phone, 'small');
  await harbourHas({ symbology: 'ean-13', prefix: '27' });
  // It has no code for an EAN-13, so it stays as it was.
  assert.deepEqual((await wallet(phone)).vouchers[0].code, code);
  assert.equal((await posAt(t, 'harbour-1').redeem(code, receipt())).body.redemptionId, id);
});

test('an expired EAN-13 is issued again at the till and redeemed', async () => {
  await harbourHas({ symbology: 'ean-13', prefix: '27' });
  const phone = await t.joined('queue@example.com', 'H1');
  const { code } = await issued(phone, 'small');
  t.clock.turn(34 * 60_000);
  assert.equal((await posAt(t, 'harbour-1').redeem(code, receipt())).status, 200);
  assert.equal(await balance(phone), 140);
});

test('a product, a digit wrong and somebody’s guess are told apart', async () => {
  await harbourHas({ symbology: 'ean-13', prefix: '27' });
  const pos = posAt(t, 'harbour-1');
  const key = async (scanned: string) => refusal(await pos.look(scanned)).key;
  assert.equal(await key('4006381333931'), 'code-not-ours');
  assert.ok(isEan13('2700000000007'));
  assert.equal(await key('2700000000007'), 'code-unknown');
  assert.equal(await key('2700000000008'), 'code-damaged');
});

test('the largest symbol’s page is one round trip all the same', async () => {
  await harbourHas({ symbology: 'pdf417', prefix: 'SAVE-10-', digitsOnly: false });
  const phone = await t.joined('large@example.com', 'H1');
  const { id } = await issued(phone, 'small');
  const { text } = await phone.page(paths.redemption(id));
  assert.match(text, /data-modules="\d+"/);
  const bytes = brotliCompressSync(text, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 5 },
  }).length;
  assert.ok(bytes <= 13_000, `${bytes} bytes`);
});

test('nothing in the database scans', async () => {
  await harbourHas({ symbology: 'ean-13', prefix: '27' });
  const phone = await t.joined('secret@example.com', 'H1');
  const { code } = await issued(phone, 'small');
  const kept = await dump(t.context.store.read);
  for (const part of [code, code.slice(2), code.slice(2, 12)]) assert.ok(!kept.includes(part));
});
