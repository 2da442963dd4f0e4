import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Program } from '#domain/program/program.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { issued, posAt, wallet } from '#server/tests/kit/counter.ts';
import { markupOf } from '#server/tests/kit/document.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

const [first] = testProgram.rewards;
const withFree: Program = {
  ...testProgram,
  rewards: [...testProgram.rewards, ...(first ? [{ ...first, id: 'free', points: 0 }] : [])],
};

let t: Tillpass;
before(async () => {
  t = await startTillpass({ program: withFree });
});
after(() => t.close());

/** The text of a page, without its markup. */
const read = async (phone: Browser, path: string): Promise<string> =>
  markupOf((await phone.page(path)).text)
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');

test('what can be had stands in the order of the program’s file; what points are missing for, the nearest first', async () => {
  const wanted = ['mug', 'dear', 'small', 'coffee', 'golden', 'cake'];
  const rewards = wanted.flatMap((id) => testProgram.rewards.filter((one) => one.id === id));
  const other = await startTillpass({ program: { ...testProgram, rewards, welcomePoints: 60 } });
  try {
    const offers = (await wallet(await other.joined('order@example.com'))).rewards;
    assert.deepEqual(
      offers.map(({ id }: { id: string }) => id),
      ['mug', 'small', 'coffee', 'cake', 'dear', 'golden'],
    );
  } finally {
    await other.close();
  }
});

test('where more can be had than the wallet shows, it says how many and leads to them', async () => {
  const phone = await t.joined('rich@example.com');
  const offers: { refusal: unknown }[] = (await wallet(phone)).rewards;
  const count = offers.filter(({ refusal }) => refusal === null).length;
  assert.ok(count > 3);
  const page = markupOf((await phone.page('/wallet')).text);
  assert.match(page, new RegExp(`href="/rewards#now"[^>]*>Show all ${count} available now<`));
  assert.doesNotMatch(page, />All rewards</, 'one way leads there, and the tab');
  const few = await startTillpass({
    program: { ...testProgram, rewards: testProgram.rewards.slice(0, 3) },
  });
  try {
    const all = await read(await few.joined('few@example.com'), '/wallet');
    assert.doesNotMatch(all, /Show all/, 'three stand there already');
  } finally {
    await few.close();
  }
});

test('they are chosen there, also where all others only wait for their day', async () => {
  const begun = testProgram.rewards.filter(({ id }) =>
    ['small', 'mug', 'coffee', 'later'].includes(id),
  );
  const rewards = begun.concat(withFree.rewards.filter(({ id }) => id === 'free'));
  const choices = async (some: typeof rewards): Promise<string[]> => {
    const other = await startTillpass({ program: { ...testProgram, rewards: some } });
    try {
      const phone = await other.joined('waits@example.com');
      const page = markupOf((await phone.page('/rewards')).text);
      return [...page.matchAll(/<input[^>]*type="radio"[^>]*>([^<]+)</g)].map(
        ([, text = '']) => text,
      );
    } finally {
      await other.close();
    }
  };
  assert.deepEqual(await choices(rewards), ['All', 'Available']);
  const all = rewards.filter(({ id }) => id !== 'later');
  assert.deepEqual(await choices(all), [], 'where all can be had there is nothing to choose');
});

describe('why there is nothing', () => {
  test('with three barcodes open the wallet says that, and not that points are missing', async () => {
    const phone = await t.joined('three@example.com');
    for (const reward of ['small', 'mug', 'free']) await issued(phone, reward);
    const page = await read(phone, '/wallet');
    assert.match(page, /You have 3 barcodes open\. Use or cancel one first\./);
    assert.doesNotMatch(page, /Nothing in reach/);
    assert.match(page, /All rewards/);
  });

  test('where only points are missing, collecting is what helps', async () => {
    const poor = await startTillpass({ program: { ...testProgram, welcomePoints: 0 } });
    try {
      const page = await read(await poor.joined('poor@example.com'), '/wallet');
      assert.match(page, /Nothing in reach yet\. Every purchase brings you closer\./);
    } finally {
      await poor.close();
    }
  });

  test('where tier, shop and season are, it is not', async () => {
    const rewards = testProgram.rewards.filter(({ id }) => /golden|gone|later/.test(id));
    const other = await startTillpass({ program: { ...testProgram, rewards } });
    try {
      const page = await read(await other.joined('other@example.com'), '/wallet');
      assert.match(page, /Nothing for you right now\./);
      assert.match(page, /All rewards/);
    } finally {
      await other.close();
    }
  });
});

test('a voucher says what it took, open and used; one for nothing says nothing', async () => {
  const phone = await t.joined('took@example.com');
  const pageOf = (id: string) => read(phone, `/redemptions/${id}`);
  const coffee = await issued(phone, 'coffee');
  assert.match(await pageOf(coffee.id), /100 points .*Show this at the till/);
  const harbour = await issued(phone, 'harbour');
  assert.match(await pageOf(harbour.id), /10 points · Only in .*Harbour/);
  await posAt(t, 'main-1').redeem(coffee.code, 'took-1');
  assert.match(await pageOf(coffee.id), /100 points .*You’ve received/);
  const free = await issued(phone, 'free');
  assert.doesNotMatch(await pageOf(free.id), /0 points/);
});

describe('before the button', () => {
  test('how long the barcode works, and where the reward can be had', async () => {
    const phone = await t.joined('before@example.com');
    const coffee = await read(phone, '/rewards/coffee');
    assert.match(
      coffee,
      /In the shop now\? The barcode works for 30 minutes, which begin at once\. Not used\? Your points come back\./,
    );
    const inShop = await read(await t.joined('in-shop@example.com', 'M1'), '/rewards/coffee');
    assert.match(
      inShop,
      /The barcode works for 30 minutes from when you press\. Not used\? Your points come back\./,
    );
    assert.doesNotMatch(inShop, /In the shop now/);
    const harbour = await read(phone, '/rewards/harbour');
    assert.match(harbour, /Only in Harbour.*Use 10 points/);
    const { id } = await issued(phone, 'harbour');
    assert.match(await read(phone, `/redemptions/${id}`), /Only in Harbour/);
  });

  test('what is missing in points, and in spend where a tier is', async () => {
    const phone = await t.joined('missing@example.com');
    assert.match(await read(phone, '/rewards/dear'), /Your points 150 .*Still missing 850/);
    assert.match(await read(phone, '/rewards/golden'), /This one is for Gold\..*How to get there/);
    const { number } = (await wallet(phone)).member;
    const total = { minor: 60_000, currency: 'EUR' };
    await posAt(t, 'main-1').purchase({ member: { number }, receiptNumber: 'tier', total });
    assert.match(
      await read(phone, '/rewards/golden'),
      /Spend €600 more within 12 months to reach Gold/,
    );
    assert.doesNotMatch(await read(phone, '/rewards/golden'), /Keep collecting/);
  });

  test('another shop’s reward says once where it is', async () => {
    const phone = await t.joined('shop@example.com', 'M1');
    const page = await read(phone, '/rewards/harbour');
    assert.match(page, /Not in this shop\. You can have it in Harbour\./);
    assert.doesNotMatch(page, /Only in Harbour/);
  });

  test('a reward for no points is free, and has no sums', async () => {
    const phone = await t.joined('free@example.com');
    const page = await read(phone, '/rewards/free');
    assert.match(page, /Free.*Get it for free/);
    assert.doesNotMatch(page, /\b0 points|[−+-]0\b|You keep/);
  });
});

describe('the ladder of tiers', () => {
  test('each tier says from what spend it is, what is missing, and until when it lasts', async () => {
    const phone = await t.joined('ladder@example.com');
    assert.match(await read(phone, '/tiers'), /Member Your tier From the first day/);
    assert.match(
      await read(phone, '/tiers'),
      /Silver From €500 spent in 12 months Spend €500 (?!more)/,
    );
    assert.match(await read(phone, '/wallet'), /Spend €500 within 12 months to reach Silver/);
    const { number } = (await wallet(phone)).member;
    const total = { minor: 60_000, currency: 'EUR' };
    await posAt(t, 'main-1').purchase({ member: { number }, receiptNumber: 'ladder', total });
    const page = await read(phone, '/tiers');
    const end = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Europe/Berlin' });
    const gone = new Date(t.clock.now()).setUTCFullYear(2027);
    const lastDay = end.format(gone - 24 * 60 * 60_000);
    assert.match(page, new RegExp(`€600 spent in the last 12 months .*on ${end.format(gone)}`));
    assert.match(page, /Member From the first day Reached/);
    assert.match(
      page,
      new RegExp(`Silver Your tier From €500 spent in 12 months Yours until ${lastDay}`),
    );
    assert.match(page, /Gold From €1,200 spent in 12 months Spend €600 more/);
  });
});
