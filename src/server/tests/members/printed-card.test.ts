import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inflateSync } from 'node:zlib';
import { tillApi } from '#contract/paths.ts';
import { associatesOf } from '#server/storage/till/associates.ts';
import { said } from '#server/tests/kit/counter.ts';
import { idOf } from '#server/tests/kit/members.ts';
import { startTillpass } from '#server/tests/kit/tillpass.ts';
import { memberCard } from '#server/usecases/members/member-card.ts';

/** The sizes of a PDF's pages in millimetres. */
const pagesOf = (pdf: Buffer): number[][] =>
  [...pdf.toString('latin1').matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, w, h]) =>
    [w, h].map((points) => Math.round((Number(points) * 254) / 72) / 10),
  );

/** What is drawn on it, as the PDF's own commands. */
const drawn = (pdf: Buffer): string =>
  [...pdf.toString('latin1').matchAll(/FlateDecode\s*>>\s*stream\n([\s\S]*?)\nendstream/g)]
    .map(([, packed = '']) => inflateSync(Buffer.from(packed, 'latin1')).toString('latin1'))
    .find((text) => text.includes(' re')) ?? '';

test('a till prints the card of a member who was found, on A4; it is on record, and nobody else’s is printed', async (c) => {
  const t = await startTillpass();
  c.after(() => t.close());
  await t.joined('paper@example.com');
  const memberId = await idOf(t, 'paper@example.com');
  const till = await t.onDuty('main-1');
  const { status, body, text } = await till.post(tillApi.memberCard, { memberId });
  assert.equal(status, 200, text);
  const pdf = Buffer.from(body.pdf, 'base64');
  assert.match(pdf.toString('latin1', 0, 8), /^%PDF-1\.\d/);
  assert.deepEqual(pagesOf(pdf), [[210, 297]]);
  const acts = await t.context.store.read
    .selectFrom('admin_acts')
    .select(['act', 'member_id', 'store_id', 'details'])
    .where('act', '=', 'card-printed')
    .execute();
  const [associate] = await associatesOf(t.context.store.read, 'main');
  const details = JSON.stringify({ tillId: 'main-1', associateId: associate?.id });
  assert.deepEqual(acts, [{ act: 'card-printed', member_id: memberId, store_id: 'main', details }]);
  assert.deepEqual(said(await till.post(tillApi.memberCard, { memberId: 'nobody' })), [
    404,
    'member-unknown',
  ]);
});

test('the card alone has the size of a bank card, and bars that a scanner reads', async (c) => {
  const t = await startTillpass();
  c.after(() => t.close());
  await t.joined('card@example.com');
  const { pdf, barcode } = await memberCard(t.context, await idOf(t, 'card@example.com'));
  const card = await pdf('card');
  assert.deepEqual(pagesOf(card), [[85.6, 54]]);
  // As many bars as Code 128 has for the number: each begins a path of its own.
  const bars = barcode.rows[0]?.match(/1+/g)?.length ?? 0;
  assert.ok(bars > 20);
  const [, path = ''] = /0 0 m?([\s\S]*)/.exec(drawn(card)) ?? ['', drawn(card)];
  assert.ok((path.match(/ m\n/g) ?? []).length >= bars, drawn(card).slice(0, 2000));
});
