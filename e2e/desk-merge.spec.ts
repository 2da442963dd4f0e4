import { type Browser, expect, type Page } from '@playwright/test';
import { mergePage } from '#contract/paths.ts';
import { deskPlaces } from '#desk/api/places.ts';
import { expectAccessible, expectContrast } from './axe.ts';
import { beginAtDesk, withPasskeys } from './passkeys.ts';
import { newAddress, noWorker, phone, signIn } from './people.ts';
import { type Server, test } from './tillpass.ts';

/** In the page or a dialog over it. */
const press = (page: Page, name: string) =>
  page.locator('main, dialog').getByRole('button', { name, exact: true }).click();

/** Somebody with two memberships, each on a phone of its own. */
async function twice(browser: Browser, server: Server) {
  const [own, other] = [await phone(browser, noWorker), await phone(browser, noWorker)];
  return {
    own,
    other,
    address: await signIn(own, server, newAddress()),
    otherAddress: await signIn(other, server, newAddress()),
  };
}

async function deskOf(browser: Browser, server: Server, name: string): Promise<Page> {
  const desk = await withPasskeys(browser, {
    ...noWorker,
    viewport: { width: 1440, height: 900 },
  });
  const printed = await server.prepare('desk-owner', name);
  await beginAtDesk(desk, /http\S+/.exec(printed)?.[0] ?? '');
  return desk;
}

/** Opens a member's page by their address, and from there the page of two memberships. */
async function openMerge(desk: Page, server: Server, address: string): Promise<void> {
  await desk.goto(server.url + deskPlaces.members);
  await desk.getByRole('searchbox').fill(address);
  await desk.keyboard.press('Enter');
  await desk.getByRole('listitem').getByRole('link').click();
  await press(desk, 'More');
  await desk.getByRole('link', { name: 'They have another membership' }).click();
  await expect(desk.getByRole('heading', { name: 'Two memberships of one person' })).toBeVisible();
}

async function findOther(desk: Page, typed: string): Promise<void> {
  await desk.getByRole('searchbox').fill(typed);
  await desk.keyboard.press('Enter');
}

/** Opens the member's own page of it. */
async function openOwn(page: Page, server: Server): Promise<void> {
  await page.goto(server.url + mergePage);
  await expect(page.getByText(/^Our support has begun this/)).toBeVisible();
}

test('support asks at the desk, the member proves both mailboxes, and one ledger comes of it', async ({
  tillpass,
  browser,
}) => {
  const { own, address, otherAddress } = await twice(browser, tillpass);
  const desk = await deskOf(browser, tillpass, 'Merle');
  await openMerge(desk, tillpass, address);

  await test.step('the same membership is none, and the other one is shown beside it', async () => {
    await findOther(desk, address);
    await expect(desk.getByText('That finds this membership alone.')).toBeVisible();
    await findOther(desk, otherAddress);
    await press(desk, await showOf(desk));
    await expect(desk.getByRole('region', { name: 'Goes on' })).toContainText(address);
    await expect(desk.getByRole('region', { name: 'Becomes part of it' })).toContainText(
      otherAddress,
    );
    await press(desk, 'The other way round');
    await expect(desk.getByRole('region', { name: 'Goes on' })).toContainText(otherAddress);
    await press(desk, 'The other way round');
    await expect(desk.getByRole('region', { name: 'Goes on' })).toContainText(address);
    await expectAccessible(desk, 'two memberships, light');
    await desk.emulateMedia({ colorScheme: 'dark' });
    await expectContrast(desk, 'two memberships, dark');
    await desk.emulateMedia({ colorScheme: 'light' });
  });

  await test.step('both are asked', async () => {
    await press(desk, 'Ask both members');
    await expect(desk.getByText(/^Both were mailed on/)).toBeVisible();
    await expectAccessible(desk, 'a question that stands');
    for (const to of [address, otherAddress])
      expect((await tillpass.mailTo(to)).subject).toContain('are these two memberships yours');
  });

  await test.step('the member does it', async () => {
    await openOwn(own, tillpass);
    await own.getByLabel('E-mail address of the other membership').fill(otherAddress);
    await press(own, 'Mail me a code');
    await own.getByLabel('Code from the mail').fill((await tillpass.mailTo(otherAddress)).code);
    await press(own, 'Show both memberships');
    await own.getByRole('checkbox').check();
    await press(own, 'Make them one membership');
    await expect(own.getByText(/^Done: both are one membership now/)).toBeVisible();
  });

  await test.step('the desk has one', async () => {
    await desk.getByRole('link', { name: 'Back to the member' }).click();
    await expect(desk.getByText(/^number [\d ]+ on .*, with \d+ points$/)).toBeVisible();
    await expect(desk.getByText(/^Asked on/)).toBeHidden();
  });
});

test('the other member says no, and support sees it and takes nothing', async ({
  tillpass,
  browser,
}) => {
  const { other, address, otherAddress } = await twice(browser, tillpass);
  const desk = await deskOf(browser, tillpass, 'Nele');
  await openMerge(desk, tillpass, address);
  await findOther(desk, otherAddress);
  await press(desk, await showOf(desk));
  await press(desk, 'Ask both members');
  await expect(desk.getByText(/^Both were mailed on/)).toBeVisible();

  await openOwn(other, tillpass);
  await press(other, 'Take it back');
  await expect(other.getByText(/^Taken back/)).toBeVisible();

  await test.step('a page that was open says that it is over', async () => {
    await press(desk, 'Take it back');
    await desk.getByRole('dialog').getByRole('button', { name: 'Take it back' }).click();
    await expect(desk.getByRole('dialog')).toBeHidden();
    await expect(desk.getByText(/^It is over already/)).toBeVisible();
    await expect(desk.getByText(/^The member whose number ends in \d{4} said no on/)).toBeVisible();
    await expect(desk.getByText(/^Both were mailed on/)).toBeHidden();
  });

  await test.step('it is asked again, taken back, and both say so only while it is so', async () => {
    await findOther(desk, otherAddress);
    await press(desk, await showOf(desk));
    await press(desk, 'Ask both members');
    await expect(desk.getByText(/^Both were mailed on/)).toBeVisible();
    await expect(desk.getByText(/^It is over already/)).toBeHidden();
    await press(desk, 'Take it back');
    await desk.getByRole('dialog').getByRole('button', { name: 'Take it back' }).click();
    await expect(desk.getByText(/^Taken back\./)).toBeVisible();
    await expect(desk.getByText(/^Both were mailed on/)).toBeHidden();
  });

  await desk.getByRole('link', { name: 'Back to the member' }).click();
  await expect(desk.getByText(/^The member whose number ends in \d{4} said no on/)).toBeVisible();
  await expectAccessible(desk, 'a member who said no');
});

/** The name of the button that shows both, of the one membership that was found. */
async function showOf(desk: Page): Promise<string> {
  const button = desk.getByRole('button', { name: /^Show both: this one and [\d ]+$/ });
  await expect(button).toBeVisible();
  return (await button.getAttribute('aria-label')) ?? '';
}
