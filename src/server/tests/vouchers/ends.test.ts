import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Voucher, Wallet } from '#contract/member.ts';
import { graceMs } from '#domain/redemption/redemption.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { cancel, issued, type Pos, posAt, voucher, wallet } from '#server/tests/kit/counter.ts';
import { markupOf } from '#server/tests/kit/document.ts';
import { tellEverybody } from '#server/tests/kit/points.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { expireDue } from '#server/usecases/vouchers/expire.ts';

const second = 1_000;
const minute = 60 * second;

/** How a page may say that points are back. */
const saysBack = /points? (?:is|are) back/;
const saysLate = /It still scans for a moment/;

/** Everything that a shopper and a till can see at this moment. */
interface Sight {
  readonly page: string;
  readonly voucher: Voucher;
  readonly wallet: Wallet;
  readonly takes: boolean;
}

async function look(
  phone: Browser,
  pos: Pos,
  { id, code }: { id: string; code: string },
): Promise<Sight> {
  const { text } = await phone.page(`/redemptions/${id}`);
  const seen = (await voucher(phone, id)).body as Voucher; // The contract's own answer.
  const till = await pos.look(code);
  const takes = till.body.redeemable === true && till.body.redemptionId === id;
  return { page: markupOf(text), voucher: seen, wallet: await wallet(phone), takes };
}

/** Fails at a sentence that the ledger does not confirm, and at a barcode that disappears too early or late. */
function assertTrue(sight: Sight, before: number, when: string): void {
  const { page, voucher: one, wallet: all, takes } = sight;
  const back = all.history.some(
    ({ what }) => what.rule === 'give-back' && what.redemptionId === one.id,
  );
  const bars = page.includes('<svg') && one.code !== null;
  assert.equal(
    saysBack.test(page),
    back && one.back?.lapsed !== one.points,
    `${when}: points are back`,
  );
  assert.equal(all.balance, back ? before - (one.back?.lapsed ?? 0) : before - one.points, when);
  assert.equal(one.balance, all.balance, `${when}: both say one balance`);
  const open = one.state === 'issued' && one.endedAt === null;
  assert.equal(bars, open, `${when}: barcode`);
  if (open) assert.ok(takes, `${when}: what is shown is taken`);
  assert.equal(
    all.vouchers.some(({ id }) => id === one.id),
    open,
    `${when}: in the wallet`,
  );
  assert.equal(saysLate.test(page), open && one.at >= one.expiresAt, `${when}: it still scans`);
  if (page.includes('Get it again')) assert.ok(all.balance >= one.points, `${when}: again`);
}

/** Walks over an end second by second; the server's clock runs every five seconds. */
async function walk(
  t: Tillpass,
  phone: Browser,
  held: { id: string; code: string },
  { before, from, to }: { before: number; from: number; to: number },
): Promise<Sight> {
  const pos = posAt(t, 'main-1');
  for (let at = from; ; at += second) {
    t.clock.turnTo(at);
    if (((at - from) / second) % 5 === 4) await expireDue(t.context);
    const sight = await look(phone, pos, held);
    assertTrue(sight, before, `${(at - from) / second} s`);
    if (at >= to) return sight;
  }
}

test('at each second around a voucher’s end nothing is said that the ledger has not reached', async () => {
  const t = await startTillpass();
  try {
    const phone = await t.joined('each-second@example.com');
    const held = await issued(phone, 'coffee');
    const end = t.clock.now() + 30 * minute;
    const seen = await walk(t, phone, held, {
      before: 150,
      from: end - 3 * second,
      to: end + graceMs + 7 * second,
    });
    assert.match(seen.page, /Time ran out\. 100\spoints are back/);
    assert.match(seen.page, /You have 150 points\./);
    assert.match(seen.page, /Get it again/);
  } finally {
    await t.close();
  }
});

test('nor where the points’ last day ends with it: they are back, with some days more', async () => {
  const t = await startTillpass();
  try {
    const early = await t.joined('last-day@example.com');
    const midnight = (await wallet(early)).expiring.at;
    await tellEverybody(t.context);
    t.clock.turnTo(midnight - 30 * minute - 2 * second);
    const phone = await t.joined('last-day@example.com');
    const held = await issued(phone, 'coffee');
    t.clock.turnTo(midnight);
    // The fifty points that are in no voucher expire with their day.
    await expireDue(t.context);
    const seen = await walk(t, phone, held, {
      before: 100,
      from: midnight,
      to: midnight + graceMs + 6 * second,
    });
    assert.match(seen.page, /100\spoints are back/);
    assert.match(seen.page, /you have until 23 January to use them/);
  } finally {
    await t.close();
  }
});

test('nor when it is cancelled in its last moments, while the till takes it still', async () => {
  const t = await startTillpass();
  try {
    const phone = await t.joined('late-cancel@example.com');
    const held = await issued(phone, 'coffee');
    t.clock.turn(30 * minute + 30 * second);
    const pos = posAt(t, 'main-1');
    assertTrue(await look(phone, pos, held), 150, 'before');
    assert.equal((await cancel(phone, held.id)).status, 200);
    const seen = await look(phone, pos, held);
    assertTrue(seen, 150, 'after');
    assert.match(seen.page, /Cancelled\. 100\spoints are back\./);
    assert.doesNotMatch(seen.page, /left/);
  } finally {
    await t.close();
  }
});

test('nor when the till undoes it a year later, where the points had a second chance already', async () => {
  const t = await startTillpass();
  try {
    const first = await t.joined('undone@example.com');
    const midnight = (await wallet(first)).expiring.at;
    await tellEverybody(t.context);
    t.clock.turnTo(midnight - 10 * minute);
    const phone = await t.joined('undone@example.com');
    await cancelAfter(t, phone, midnight);
    await tellEverybody(t.context);
    const held = await issued(phone, 'coffee');
    const pos = posAt(t, 'main-1');
    await pos.redeem(held.code, 'undone-1');
    t.clock.turn(40 * 24 * 60 * minute);
    await expireDue(t.context);
    await pos.reverse(held.id, 'wrong one');
    const again = await t.joined('undone@example.com');
    const seen = await look(again, pos, held);
    assertTrue(seen, 100, 'undone');
    assert.match(seen.page, /Undone at the till\./);
    assert.match(seen.page, /100 points of it expired/);
    assert.match(seen.page, /You have 0 points\./);
    await expireDue(t.context);
    assertTrue(await look(again, pos, held), 100, 'and when the clock came round');
  } finally {
    await t.close();
  }
});

/** Takes a reward, lets midnight pass, and cancels: the points have had their second chance. */
async function cancelAfter(t: Tillpass, phone: Browser, midnight: number): Promise<void> {
  const held = await issued(phone, 'coffee');
  t.clock.turnTo(midnight);
  await expireDue(t.context);
  await cancel(phone, held.id);
}
