import { readFile, writeFile } from 'node:fs/promises';
import { join as within } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { memberApi, posApi } from '#contract/paths.ts';
import { join, noWorker, openApp, phone, signIn } from './people.ts';
import { closeShop, type Server, startServer, test } from './tillpass.ts';

/** What each program exports, by the columns that docs/import.md names, with a column that nobody asked for. */
const exported: Readonly<Record<string, string>> = {
  smile: 'email,points\nada@moved.example,120\n',
  yotpo:
    'Email,First Name,Last Name,Points Balance,Referral Link\nnoor@moved.example,Noor,Haddad,80,https://yotpo.example/r/1\n',
  loyaltylion: 'email,id,points,tier\nben@moved.example,LL-7,45,Bronze\n',
  square:
    'First Name,Last Name,Email Address,Square Customer ID,Points\nCleo,Mann,cleo@moved.example,SQ8XK2,30\n',
};

test('each recipe’s command brings its export over, and who comes to the shop has their points, with what else was known of them', async ({
  tillpass,
  browser,
}) => {
  const page = await readFile('docs/import.md', 'utf8');
  const recipes = [...page.matchAll(/`import-members (\S+) --source (\w+)(.*?)` \|$/gm)];
  expect(recipes.map(([, , source = '']) => source)).toEqual(Object.keys(exported));
  for (const [, file = '', source = '', more = ''] of recipes) {
    const path = within(tillpass.dataDir, file);
    await writeFile(path, exported[source] ?? '');
    const words = more
      .split(/(?: )(?=--)/)
      .flatMap((one) => one.replaceAll('"', '').split(/ (.*)/s));
    const command = ['import-members', path, '--source', source, ...words.filter(Boolean)];
    expect(await tillpass.admin([...command, '--dry-run'])).toMatch(/^A dry run: 1 line of /m);
    expect(await tillpass.admin(command)).toMatch(/\n1 new member, /);
    expect(await tillpass.admin(command), 'the same file again').toMatch(/\n0 new members, /);
  }

  const noor = await phone(browser, noWorker);
  await signIn(noor, tillpass, 'noor@moved.example');
  await openApp(noor, `${tillpass.url}/wallet`);
  await expect(noor.getByText('Noor').first()).toBeVisible();
  await expect(noor.getByText('80', { exact: true }).first()).toBeVisible();
  await noor.goto(`${tillpass.url}/history`);
  await expect(noor.getByText('+80')).toBeVisible();
  await expect(noor.getByText('+150')).toHaveCount(0);

  for (const [source, id] of [
    ['square', 'SQ8XK2'],
    ['loyaltylion', 'LL-7'],
  ]) {
    const found = await noor.request.post(tillpass.url + posApi.findMember, {
      headers: { authorization: `Bearer ${tillpass.posKey}` },
      data: { externalId: { source, id } },
    });
    expect(found.status(), await found.text()).toBe(200);
  }
  await noor.context().close();
});

test('one person in two spellings and a line cut off keep a whole file back, each at its line, until it is mended', async ({
  tillpass,
}) => {
  const path = within(tillpass.dataDir, 'lines.csv');
  const command = ['import-members', path, '--source', 'lines'];
  await writeFile(
    path,
    'email;points\nEva@lines.example;10\neva@LINES.example;10\n"kim@lines.example, lou@lines.example";5\nmax@lines.example;-5\ntom@lin',
  );
  const refused = await tillpass.admin(command).then(
    () => '',
    ({ stdout, stderr }) => `${stdout}${stderr}`,
  );
  for (const line of [3, 4, 5, 6]) expect(refused).toMatch(new RegExp(`\nline ${line}: `));
  expect(refused).toContain('Nothing was taken');
  await writeFile(path, 'email;points\nEva@lines.example;10\nmax@lines.example;5\n');
  expect(await tillpass.admin(command)).toMatch(/\n2 new members, /);
});

/** Takes a copy as a member does. @returns the path of the file */
async function copyOn(page: Page, { url }: Pick<Server, 'url'>): Promise<string> {
  await page.goto(`${url}/profile/data`);
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download a copy' }).click();
  return (await coming).path();
}

/** Its points, lot by lot, with their ends. */
async function lotsIn(copy: string): Promise<unknown> {
  const { lots } = JSON.parse(await readFile(copy, 'utf8'));
  return lots
    .map(({ remaining, endsAt }: Record<string, unknown>) => [remaining, endsAt])
    .toSorted();
}

test('a copy that was taken along on the phone has the same points, to their ends, at a second Tillpass', async ({
  tillpass,
  browser,
}) => {
  const here = await phone(browser);
  const address = await join(here, tillpass);
  const { member } = await (await here.request.get(tillpass.url + memberApi.wallet)).json();
  const sold = await here.request.post(tillpass.url + posApi.purchases, {
    headers: { authorization: `Bearer ${tillpass.posKey}` },
    data: {
      member: { number: member.number },
      receiptNumber: 'ALONG-1',
      soldAt: new Date(),
      total: { minor: 2_300, currency: 'EUR' },
    },
  });
  expect(sold.status(), await sold.text()).toBe(200);
  const taken = await copyOn(here, tillpass);

  const second = await startServer();
  const command = ['import-members', taken, '--source', 'alder'];
  expect(await second.admin(command)).toMatch(/\n1 new member, /);
  expect(await second.admin(command), 'the same copy again').toMatch(/\n0 new members, /);
  const there = await phone(browser);
  await signIn(there, second, address);
  await openApp(there, `${second.url}/wallet`);
  await expect(there.getByText('173', { exact: true })).toBeVisible();
  expect(await lotsIn(await copyOn(there, second))).toEqual(await lotsIn(taken));
  await closeShop(second, browser);
});
