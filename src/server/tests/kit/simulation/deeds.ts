import assert from 'node:assert/strict';
import { memberApi } from '#contract/paths.ts';
import { returnByReceipt } from '#server/storage/purchases/returns.ts';
import { redemptionRow } from '#server/storage/vouchers/redemptions.ts';
import type { Seen } from '#server/tests/kit/browser.ts';
import { cancel, issue, type Pos, posAt } from '#server/tests/kit/counter.ts';
import { eur, line } from '#server/tests/kit/model/goods.ts';
import type { Chance } from './chance.ts';
import type { Deed, Outcome } from './deed.ts';
import type { SimulatedServer } from './simulated-server.ts';
import type { SimulatedShopper } from './simulated-shopper.ts';

/** Who does something, at which till, under ids that follow from the seed. */
export interface Scene {
  readonly server: SimulatedServer;
  readonly chance: Chance;
  readonly shopper: SimulatedShopper;
  readonly tillId: string;
  readonly keys: ReadonlyMap<string, string>;
  readonly clock: { readonly now: () => number };
  readonly newId: () => string;
}

const rewards = ['coffee', 'cake', 'small', 'mug'] as const;

/** @param expected whether it should have been done */
const agrees = ({ seen }: Outcome, expected: boolean): void =>
  assert.equal(seen === null || seen.status === 200, expected, seen?.text ?? 'it was stored');
const nothing = (): void => {};
const posOf = (scene: Scene): Pos =>
  // A till's clock tells when something was sold.
  posAt({ app: scene.server.app, clock: scene.clock, keys: scene.keys }, scene.tillId);
const rowOf = ({ server, shopper }: Scene, id: string) =>
  redemptionRow(server.store.read, shopper.memberId, id);

/** The wallet says what there is to spend. */
export function look({ server, shopper }: Scene): Deed {
  return {
    what: 'look',
    from: 'phone',
    id: null,
    send: () => shopper.browser(server).get(memberApi.wallet),
    isStored: async () => false,
    reckon: (book, { at, seen }) => {
      if (!seen) return;
      assert.equal(seen.status, 200, seen.text);
      assert.equal(seen.body.balance, book.model.spendable(at), 'the wallet');
    },
    learn: nothing,
  };
}

export function takeReward(scene: Scene): Deed {
  const { server, shopper } = scene;
  const [id, rewardId] = [scene.newId(), scene.chance.of(rewards)];
  return {
    what: `issue ${rewardId}`,
    from: 'phone',
    id,
    send: () => issue(shopper.browser(server), rewardId, id),
    isStored: async () => (await rowOf(scene, id)) !== undefined,
    reckon: (book, { at, seen }) => {
      const expected = book.issue({ id, rewardId }, at);
      if (seen) assert.equal(seen.status === 200 ? seen.body.id : null, expected, seen.text);
      else assert.equal(expected, id, 'stored');
    },
    learn: ({ status, body }) => {
      if (status === 200) shopper.vouchers.push({ id: body.id, code: body.code });
    },
  };
}

export function giveUp(scene: Scene): Deed {
  const { server, shopper } = scene;
  const { id } = scene.chance.of(shopper.vouchers);
  return {
    what: 'cancel',
    from: 'phone',
    id: scene.newId(),
    send: () => cancel(shopper.browser(server), id),
    isStored: async () => (await rowOf(scene, id))?.state === 'cancelled',
    reckon: (book, outcome) => agrees(outcome, book.cancel(id, outcome.at)),
    learn: nothing,
  };
}

export function redeem(scene: Scene): Deed {
  const { id, code } = scene.chance.of(scene.shopper.vouchers);
  const receiptNumber = scene.newId();
  const pos = () => posOf(scene);
  return {
    what: 'redeem',
    from: 'till',
    id: receiptNumber,
    send: () => pos().redeem(code, receiptNumber, { 'idempotency-key': receiptNumber }),
    isStored: async () => {
      const stead = (await rowOf(scene, id))?.replaced_by;
      const given = await rowOf(scene, stead ?? id);
      return given?.state === 'redeemed' && given.receipt_number === receiptNumber;
    },
    reckon: async (book, outcome) => {
      const stead = (await rowOf(scene, id))?.replaced_by ?? scene.newId();
      agrees(outcome, book.redeem(id, stead, outcome.at));
    },
    learn: learnGiven(scene),
  };
}

/** The phone has no signal: it draws a pass by its own clock. */
export function showPass(scene: Scene): Deed {
  const { server, shopper } = scene;
  const rewardId = scene.chance.of(rewards);
  const [shownAt, receiptNumber] = [scene.clock.now(), scene.newId()];
  const scanned = shopper.drawPass(rewardId, shownAt);
  const pos = () => posOf(scene);
  const given = () =>
    server.store.read
      .selectFrom('redemptions')
      .select('id')
      .where('member_id', '=', shopper.memberId)
      .where('receipt_number', '=', receiptNumber)
      .executeTakeFirst();
  return {
    what: `pass ${rewardId}`,
    from: 'till',
    id: receiptNumber,
    send: () => pos().redeem(scanned, receiptNumber, { 'idempotency-key': receiptNumber }),
    isStored: async () => (await given()) !== undefined,
    reckon: async (book, outcome) => {
      const wish = { id: (await given())?.id ?? scene.newId(), rewardId, shownAt };
      agrees(outcome, book.pass(wish, outcome.at));
    },
    learn: learnGiven(scene),
  };
}

const learnGiven =
  ({ shopper, tillId }: Scene) =>
  ({ status, body }: Seen): void => {
    if (status === 200) shopper.given.push({ id: body.redemptionId, tillId });
  };

export function undo(scene: Scene): Deed {
  // Only the store that gave it takes it back.
  const { id, tillId } = scene.chance.of(scene.shopper.given);
  const pos = () => posOf({ ...scene, tillId });
  return {
    what: 'reverse',
    from: 'till',
    id: scene.newId(),
    send: () => pos().reverse(id, 'changed their mind'),
    isStored: async () => (await rowOf(scene, id))?.state === 'reversed',
    reckon: (book, outcome) => agrees(outcome, book.reverse(id, outcome.at)),
    learn: nothing,
  };
}

export function buy(scene: Scene): Deed {
  const { server, shopper, tillId, chance } = scene;
  const receiptNumber = scene.newId();
  const [a, b] = [chance.between(0, 40_000), chance.between(1, 9_000)];
  const sale = { minor: a + b, lines: [line('a', a), line('b', b)] };
  const soldAt = scene.clock.now();
  const pos = () => posOf(scene);
  const row = () =>
    server.store.read
      .selectFrom('purchases')
      .select(['id', 'points'])
      .where('member_id', '=', shopper.memberId)
      .where('receipt_number', '=', receiptNumber)
      .executeTakeFirst();
  return {
    what: `buy ${sale.minor}`,
    from: 'till',
    id: receiptNumber,
    send: () =>
      pos().purchase({
        member: { number: shopper.number },
        receiptNumber,
        soldAt: new Date(soldAt).toISOString(),
        total: eur(sale.minor),
        lines: sale.lines,
      }),
    isStored: async () => (await row()) !== undefined,
    reckon: async (book, { seen }) => {
      if (seen) assert.equal(seen.status, 200, seen.text);
      const stored = await row();
      assert.ok(stored, 'every purchase is stored');
      const earned = book.purchase({ id: stored.id, receiptNumber, sale }, soldAt);
      assert.equal(stored.points, earned, 'earned');
    },
    learn: ({ status }) => {
      if (status === 200) shopper.receipts.push({ tillId, receiptNumber });
    },
  };
}

export function bringBack(scene: Scene): Deed {
  const { server, chance } = scene;
  // Only the store that sold them takes goods back.
  const { tillId, receiptNumber: purchase } = chance.of(scene.shopper.receipts);
  const receiptNumber = scene.newId();
  const lines = chance.happens(0.5) ? [{ id: 'a', minor: null }] : null;
  const pos = () => posOf({ ...scene, tillId });
  return {
    what: lines ? 'return a line' : 'return all',
    from: 'till',
    id: receiptNumber,
    send: () => pos().return(purchase, receiptNumber, lines ? { lines: [{ id: 'a' }] } : {}),
    isStored: async () =>
      (await returnByReceipt(server.store.read, tillId, receiptNumber)) !== undefined,
    reckon: (book, { at, seen }) => {
      const back = lines ? { what: 'lines' as const, lines } : { what: 'whole' as const };
      const expected = book.return(purchase, back, at);
      if (seen?.status !== 200) return void (seen && assert.equal(expected, null, seen.text));
      // A purchase that a restored database does not have is waited for.
      const { pointsTaken, pointsGivenBack } = seen.body;
      assert.equal(pointsTaken, expected?.taken ?? 0);
      assert.equal(pointsGivenBack, expected?.back ?? 0);
    },
    learn: nothing,
  };
}
