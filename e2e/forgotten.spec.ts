import { expect } from '@playwright/test';
import { noonAfter } from './machine-clock.ts';
import { openMail } from './mailbox.ts';
import { join, noWorker, openApp, phone, typeCode } from './people.ts';
import { demonstrationWhere, putProgram } from './program.ts';
import { closeShop, startServer, test } from './tillpass.ts';

const timeZone = 'Europe/Dublin';

test('who stays away for a year is mailed a month before: one keeps the membership by the mail, and of the other nothing is left', async ({
  browser,
}) => {
  test.slow(); // A server that is started three times.
  const server = await startServer();
  await putProgram(server, await demonstrationWhere('tiers', 'forget-after-months: 12\n'));
  const keeper = await phone(browser, noWorker);
  const kept = await join(keeper, server);
  const other = await phone(browser, noWorker);
  const forgotten = await join(other, server);
  await server.stop();

  await server.again(noonAfter(345, timeZone));
  const notice = /: your membership ends after \d+ \w+ \d{4}$/;
  await openMail(other, server, { to: forgotten, subject: notice });
  await expect(other.getByText('150 points end with it.')).toBeVisible();
  await openMail(keeper, server, { to: kept, subject: notice });
  await keeper.getByRole('link', { name: 'Keep my membership' }).click();
  await keeper.getByLabel('E-mail address').fill(kept);
  await keeper.getByRole('button', { name: 'Send me the code' }).click();
  await expect(keeper.getByRole('heading', { name: 'Check your mail' })).toBeVisible();
  await typeCode(keeper, (await server.mailTo(kept)).code);
  await expect(keeper).toHaveURL(/\/wallet$/);
  await server.stop();

  await server.again(noonAfter(380, timeZone));
  const known = (address: string) =>
    server.prepare('messages', address).catch(({ message }: Error) => message);
  await expect.poll(() => known(forgotten)).toContain("is no member's e-mail address");
  expect(await known(kept)).not.toContain("is no member's");
  await openApp(keeper, `${server.url}/history`);
  await expect(keeper.getByText('+150')).toBeVisible();
  await other.goto(`${server.url}/wallet`);
  await expect(other).toHaveURL(/sign-in/);
  await closeShop(server, browser);
});
