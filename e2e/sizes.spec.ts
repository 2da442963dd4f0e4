import { brotliCompressSync } from 'node:zlib';
import { expect } from '@playwright/test';
import { askFromPoster, issue, join, newAddress, noWorker, phone } from './people.ts';
import { test } from './tillpass.ts';

/** The first round trip of a new connection carries about this much. */
const documentBytesAtMost = 13_000;

test('each first document fits into one round trip', async ({ tillpass, browser }) => {
  const page = await phone(browser, noWorker);
  const weigh = async (path: string): Promise<void> => {
    const answer = await page.request.get(tillpass.url + path);
    expect(answer.status(), path).toBe(200);
    const bytes = brotliCompressSync(await answer.body()).length;
    expect(bytes, path).toBeLessThanOrEqual(documentBytesAtMost);
  };
  await weigh('/P/M1');
  await weigh('/sign-in');
  await askFromPoster(page, tillpass, newAddress());
  await weigh(new URL(page.url()).pathname);
  await join(page, tillpass);
  await issue(page);
  const voucher = new URL(page.url()).pathname;
  for (const path of ['/wallet', '/rewards', '/history', '/profile', voucher]) await weigh(path);
});
