import { expect } from '@playwright/test';
import { openJudge } from './lighthouse.ts';
import { issue, join, noWorker, phone } from './people.ts';
import { test } from './tillpass.ts';

/** Its performance score varies with the machine: see `npm run bench -- lighthouse`. */
const steady = ['accessibility', 'best-practices', 'seo'] as const;

test('Lighthouse finds nothing to better on the way in, in the wallet and at the voucher', async ({
  tillpass,
  browser,
}) => {
  test.setTimeout(120_000);
  const shopper = await phone(browser, noWorker);
  await join(shopper, tillpass);
  await issue(shopper);
  const cookies = await shopper.context().cookies();
  const judge = await openJudge();
  const everything = { accessibility: 100, 'best-practices': 100, seo: 100 };
  try {
    const landing = await judge.judge(`${tillpass.url}/P/M1`, steady);
    expect(landing).toEqual({ scores: everything, found: [] });
    for (const url of [`${tillpass.url}/wallet`, shopper.url()])
      expect(await judge.judge(url, steady, cookies)).toEqual({ scores: everything, found: [] });
  } finally {
    await judge.close();
  }
});
