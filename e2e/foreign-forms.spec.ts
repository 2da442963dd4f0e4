import { expect, type Page } from '@playwright/test';
import { memberApi } from '#contract/paths.ts';
import { inTheCellar } from './cellar.ts';
import { phone, typeCode } from './people.ts';
import { test } from './tillpass.ts';
import { keptOn, leftOn, notYet, untilKept } from './weather.ts';

/** Sends one of our own forms as a browser without scripts does. */
const sendPlain = (page: Page, action: string, fields: Readonly<Record<string, string>> = {}) =>
  page.evaluate(
    ([to, values]) => {
      const form = document.createElement('form');
      Object.assign(form, { method: 'post', action: to });
      for (const [name, value] of Object.entries(values))
        form.append(Object.assign(document.createElement('input'), { name, value }));
      document.body.append(form);
      form.submit();
    },
    [action, fields] as const,
  );

test('a wrong code typed by a member who is signed in costs neither voucher nor pass', async ({
  browser,
  tillpass,
}) => {
  const page = await phone(browser);
  const before = await inTheCellar(page, tillpass);
  const asking = await page.request.post(tillpass.url + memberApi.signIns, {
    data: { email: 'somebody-else@example.com' },
  });
  const { id } = (await asking.json()) as { id: string }; // The contract defines this shape.
  await page.goto(`${tillpass.url}/sign-in/${id}`);
  await typeCode(page, '000000');
  await expect(page.getByRole('alert')).toBeVisible();
  expect(await leftOn(page)).toEqual(expect.arrayContaining(before.left));
  expect(await keptOn(page)).toEqual(expect.arrayContaining(before.kept));
  await page.context().close();
});

test('signing out by a plain form leaves nothing, once the server’s page says so', async ({
  browser,
  tillpass,
}) => {
  const page = await phone(browser);
  await inTheCellar(page, tillpass);
  await sendPlain(page, memberApi.signOut);
  await expect(page.getByLabel('E-mail address')).toBeVisible();
  await expect.poll(() => leftOn(page).catch(notYet)).toEqual([]);
  await page.context().close();
});

test('somebody else who signs in by a plain form finds nothing of the last member', async ({
  browser,
  tillpass,
}) => {
  const page = await phone(browser);
  const before = await inTheCellar(page, tillpass);
  const email = 'the-next-one@example.com';
  const asking = await page.request.post(tillpass.url + memberApi.signIns, { data: { email } });
  const { id } = (await asking.json()) as { id: string }; // The contract defines this shape.
  const { code } = await tillpass.mailTo(email);
  await sendPlain(page, memberApi.code.replace(':signInId', id), { code });
  // The page and what is kept of the last member are a wallet's too, until the answer is there.
  await expect(page.getByText('150', { exact: true })).toBeVisible();
  await expect.poll(() => keptOn(page).catch(notYet)).not.toContain(before.voucher);
  await untilKept(page, '/wallet');
  await page.context().close();
});
