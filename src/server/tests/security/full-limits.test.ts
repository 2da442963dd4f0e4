// A limit that is full at a door where strangers stand is a line of the log: who is tried at should be seen, not only stopped.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { limits } from '#domain/limit.ts';
import { networkOf } from '#domain/people/network.ts';
import { idOf } from '#server/tests/kit/members.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { countBefore } from '#server/tests/kit/sign-in.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { heedDeskLimit } from '#server/usecases/desk/ask-passkey.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { checkIn } from '#server/usecases/occasions/check-in.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';
import { claimPurchase } from '#server/usecases/purchases/claim-purchase.ts';
import { askSignIn } from '#server/usecases/sign-in/ask-sign-in.ts';

let t: Tillpass;
let context: Context;
let lines: Record<string, unknown>[];
before(async () => {
  t = await startTillpass();
});
after(() => t.close());
beforeEach(() => {
  lines = [];
  const note = (fields: Record<string, unknown>) => lines.push(fields);
  context = { ...t.context, log: { ...t.context.log, info: note, warn: note, error: note } };
});

const today = () => new Date(t.clock.now()).toISOString().slice(0, 10);
const noted = (security: string) => lines.filter((line) => line.security === security);

test('mails asked for beyond a limit are written down with the limit, and without address or network', async () => {
  const networkAddress = '203.0.113.40';
  const askAs = (email: string) =>
    askSignIn(context, {
      email,
      networkAddress,
      known: null,
      placement: null,
      language: 'en',
      heldSecret: null,
      browser: null,
    });
  for (let turn = 0; turn < limits.signInAddressSite.atMost; turn += 1) {
    await askAs('tried-at@example.com');
  }
  assert.deepEqual(noted('asks-limited'), []);
  await assert.rejects(askAs('tried-at@example.com'), /address-busy/);
  const [full] = noted('asks-limited');
  assert.equal(full?.limit, limits.signInAddressSite.name);

  const { line } = networkOf(networkAddress);
  await countBefore(t, limits.signInLine, limits.signInLine.atMost, line);
  await assert.rejects(askAs('somebody@example.com'), /busy/);
  const second = noted('asks-limited')[1];
  assert.equal(second?.limit, limits.signInLine.name);
  assert.equal(second?.network, full?.network, 'the same line is seen as the same');
  assert.doesNotMatch(JSON.stringify(lines), /example\.com|203\.0/);
});

test('so are a desk’s questions, and a member who guesses at what a till shows', async () => {
  for (let turn = 0; turn < limits.desk.atMost; turn += 1) {
    await heedDeskLimit(context, '203.0.113.41');
  }
  assert.deepEqual(lines, []);
  await assert.rejects(heedDeskLimit(context, '203.0.113.41'), /too-many-requests/);
  assert.equal(noted('asks-limited')[0]?.limit, limits.desk.name);

  await loadProgram(t.context, {
    ...testProgram,
    earning: [
      {
        id: 'visit',
        kind: 'check-in',
        name: { en: 'Good to see you' },
        points: 5,
        when: {},
        limits: { perMember: { count: 20, every: 'month' } },
      },
    ],
  });
  await t.joined('guesses@example.com');
  const memberId = await idOf(t, 'guesses@example.com');
  for (let turn = 0; turn < limits.checkIn.atMost; turn += 1) {
    assert.deepEqual(noted('check-in-guessed'), []);
    const guess = { memberId, storeId: 'main', code: `00000${turn}` };
    await assert.rejects(checkIn(context, guess), /check-in-code-wrong/);
  }
  const full = { memberId, limit: limits.checkIn.atMost, minutes: 10 };
  assert.deepEqual(noted('check-in-guessed'), [{ security: 'check-in-guessed', ...full }]);
});

test('and who claims purchases that nobody made, alone or together at one receipt', async () => {
  const claims = async (address: string) => {
    await t.joined(address);
    const memberId = await idOf(t, address);
    for (let turn = 0; turn < limits.claim.atMost; turn += 1) {
      assert.deepEqual(
        noted('claim-guessed').filter((line) => line.memberId === memberId),
        [],
      );
      const amount = `${turn + 1}.00`;
      const wish = { memberId, storeId: 'main', receiptNumber: 'G-1', amount, day: today() };
      await assert.rejects(claimPurchase(context, wish), /claim-unknown/);
    }
    return memberId;
  };
  const line = (memberId: string, limit: number, minutes: number) => ({
    security: 'claim-guessed',
    memberId,
    limit,
    minutes,
  });
  const first = await claims('claims-one@example.com');
  const alone = [line(first, limits.claim.atMost, 10)];
  assert.deepEqual(noted('claim-guessed'), alone);
  const second = await claims('claims-two@example.com');
  assert.equal(limits.claimReceipt.atMost, 2 * limits.claim.atMost);
  const together = [line(second, limits.claimReceipt.atMost, 24 * 60)];
  const own = [line(second, limits.claim.atMost, 10)];
  assert.deepEqual(noted('claim-guessed'), [...alone, ...together, ...own]);
});
