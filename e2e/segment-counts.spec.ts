import { expect } from '@playwright/test';
import { deskPlaces } from '#desk/api/places.ts';
import { expectAccessible } from './axe.ts';
import { untilSegmentsAreDue } from './counted-segments.ts';
import { beginAtDesk, withPasskeys } from './passkeys.ts';
import { join, noWorker, phone } from './people.ts';
import { demonstration, putProgram } from './program.ts';
import { closeShop, type Server, startServer, test } from './tillpass.ts';

// A server of its own: it is started again, and whoever joins elsewhere would be counted.
let server: Server;
test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(({ browser }) => closeShop(server, browser));

const segments = `
segments:
  - id: english
    name: Readers of English
    all:
      - { kind: language, languages: [en] }
`;

/** The demonstration, where a reward and a rule are for the segment. */
async function forReaders(): Promise<string> {
  const text = await demonstration();
  return (
    text
      .replace('\n  - id: tote-bag\n', '\n  - id: tote-bag\n    segments: [english]\n')
      .replace('\nearning:\n', `\nearning:${rule}`) + segments
  );
}

const rule = `
  - id: readers
    kind: bonus-period
    name: Only for readers
    times: 2
    from: 2026-01-01
    until: 2030-12-31
    when: { segments: [english] }
`;

test('an owner sees how many members a segment has, and that a draft is not counted', async ({
  browser,
}) => {
  await putProgram(server, await forReaders());
  const shopper = await phone(browser, noWorker);
  await join(shopper, server);
  await shopper.context().close();
  const page = await withPasskeys(browser, { viewport: { width: 1440, height: 900 } });
  const printed = await server.prepare('desk-owner', 'Sofia');
  await beginAtDesk(page, /http\S+/.exec(printed)?.[0] ?? '');
  await page.goto(server.url + deskPlaces.partOf('segments'));
  const counts = page.getByRole('region', { name: 'Members in each segment' });
  await expect(counts.getByText('Not counted yet: its conditions are new.')).toBeVisible();
  await expect(counts.getByText(/^Counted /)).toBeHidden();

  await untilSegmentsAreDue(server, 1);
  await expect(async () => {
    await page.goto(server.url + deskPlaces.partOf('segments'));
    await expect(counts.getByText('1 member', { exact: true })).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await expect(counts.getByText(/^Counted /)).toBeVisible();
  await expectAccessible(page, 'members in each segment');

  await test.step('beside the reward and the rule that are for it stands the same', async () => {
    for (const [part, name] of [
      ['rewards', 'Canvas tote bag'],
      ['earning', 'Only for readers'],
    ] as const) {
      await page.goto(server.url + deskPlaces.partOf(part));
      const entry = page.getByRole('listitem').filter({ hasText: name });
      await expect(entry).toContainText('1 member in its segment now');
    }
    await page.goto(server.url + deskPlaces.partOf('segments'));
  });

  await page.getByRole('button', { name: 'Change this' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Begin' }).click();
  await expect(
    page.getByText('How many members a segment has is counted once its conditions are in force.'),
  ).toBeVisible();
  await expect(counts).toBeHidden();

  await test.step('a draft says it beside what is for it, until it asks for something else', async () => {
    await page
      .getByRole('navigation', { name: 'Parts of the program' })
      .getByRole('button', { name: 'Rewards' })
      .click();
    const entry = page.getByRole('listitem').filter({ hasText: 'Canvas tote bag' });
    await expect(entry).toContainText('1 member in its segment now');
  });
});
