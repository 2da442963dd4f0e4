import { readFile, writeFile } from 'node:fs/promises';
import { join as pathOf } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Browser, expect, type Page } from '@playwright/test';
import { parse, stringify } from 'yaml';
import { deskApi } from '#contract/desk/desk-paths.ts';
import type { ProgramDraft } from '#contract/desk/desk-program.ts';
import { posApi } from '#contract/paths.ts';
import { deskPlaces, draftParts, programParts } from '#desk/api/places.ts';
import { sqlitePath } from '#server/storage/engines/sqlite.ts';
import { untilSegmentsAreDue } from './counted-segments.ts';
import { issue, join, phone, send } from './people.ts';
import { putProgram } from './program.ts';
import type { Server } from './tillpass.ts';

/** What the addresses of a full shop's pages need to know. */
interface FullShop {
  readonly memberId: string;
  readonly endpointId: string;
  readonly draftId: string;
  readonly faultyId: string;
}

/** In one store the codes come out of a file, and in one more they are made at a vendor. */
async function fullProgram(): Promise<string> {
  const program = parse(await readFile('src/server/demonstration/program.yaml', 'utf8'));
  const ids = program.stores.map(({ id }: { id: string }) => id);
  // What is made at a vendor is money off, and most of these are not.
  for (const reward of program.rewards) reward.stores ??= ids;
  program.stores[1].way = 'pool';
  program.segments = segments;
  program.rewards.at(-1).segments = ['english'];
  const rule = program.earning.find(({ id }: { id: string }) => id === 'beans');
  rule.when.segments = ['english', 'coffee'];
  const tills = [{ id: 'kiosk-1', name: 'Till 1' }];
  const posters = [{ placement: 'K1', place: 'At the window' }];
  program.stores.push({ id: 'kiosk', name: 'Kiosk', way: 'mint', mint: 'shopify', posters, tills });
  return stringify(program, { aliasDuplicateObjects: false });
}

/** Fills a shop, so that no page of the desk is empty: somebody who bought and got something, and what runs beside the shop. */
export async function fillShop(
  server: Server,
  browser: Browser,
  desk: Page,
  address: string,
): Promise<FullShop> {
  const program = await fullProgram();
  await putProgram(server, program);
  const shopper = await phone(browser);
  await join(shopper, server, address);
  await boughtAndGot(server, shopper);
  await server.prepare('adjust', address, '5001', 'Sorry for the long wait');
  const added = await server.prepare('webhooks', 'add', 'http://127.0.0.1:9/hooks');
  await server.prepare('fact-source', 'judge-me');
  await loadCodes(server);
  giveUpAMail(server);
  const name = 'Winter prices';
  const text = program.replace('name: Coffee lovers', 'name: Friends of coffee');
  const draft = await send<ProgramDraft>(desk, server.url + deskApi.beginDraft, {
    name,
    text,
  });
  const faulty = await send<ProgramDraft>(desk, server.url + deskApi.beginDraft, {
    name: 'With a mistake',
    text: text.replace(/welcome-points: \d+/, 'welcome-points: many'),
  });
  await countSegments(server, desk);
  await desk.goto(server.url + deskPlaces.members);
  await desk.getByRole('searchbox').fill(address);
  await desk.keyboard.press('Enter');
  await desk.getByRole('listitem').getByRole('link').click();
  await expect(desk).toHaveURL(/members\/[\w-]+$/);
  return {
    memberId: desk.url().split('/').at(-1) ?? '',
    endpointId: /Endpoint: (\S+)/.exec(added)?.[1] ?? '',
    draftId: draft.id,
    faultyId: faulty.id,
  };
}

/** So that the pages say how many members there are, and not that nobody has counted them. */
async function countSegments(server: Server, desk: Page): Promise<void> {
  await untilSegmentsAreDue(server, segments.length);
  const counted = desk.getByText('1 member in its segment now');
  await expect(async () => {
    await desk.goto(server.url + deskPlaces.partOf('rewards'));
    await expect(counted).toBeVisible({ timeout: 2_000 });
  }).toPass();
}

const segments = [
  {
    id: 'coffee',
    name: 'Coffee lovers',
    all: [
      { kind: 'bought', times: 3, categories: ['coffee'], within: 'month' },
      { kind: 'language', languages: ['ar'] },
    ],
  },
  { id: 'english', name: 'Readers of English', all: [{ kind: 'language', languages: ['en'] }] },
];

/**
 * The pages of the router's own table, one of each kind that is about something. Whoever adds a place to the table names its
 * pages here: the compiler asks.
 */
export function pagesOf(shop: FullShop): readonly string[] {
  const { memberId, endpointId, draftId, faultyId } = shop;
  const pages: Readonly<Record<keyof typeof deskPlaces, readonly string[]>> = {
    home: [deskPlaces.home],
    administrators: [deskPlaces.administrators],
    acts: [deskPlaces.acts],
    own: [deskPlaces.own],
    audit: [deskPlaces.audit],
    figures: [deskPlaces.figures],
    rehearse: [deskPlaces.rehearse],
    playground: [deskPlaces.playground],
    begin: [deskPlaces.begin],
    program: [deskPlaces.program],
    programPages: [],
    partOf: programParts.map(deskPlaces.partOf),
    draftOf: [
      ...draftParts.map((part) => deskPlaces.draftOf(draftId, part)),
      deskPlaces.draftOf(faultyId, 'points'),
      deskPlaces.draftOf(faultyId, 'put'),
    ],
    stores: [deskPlaces.stores],
    store: [],
    storeOf: [deskPlaces.storeOf('main-street')],
    operations: [deskPlaces.operations],
    webhooks: [deskPlaces.webhooks],
    webhook: [],
    webhookOf: [deskPlaces.webhookOf(endpointId)],
    watch: [deskPlaces.watch],
    pools: [deskPlaces.pools],
    loadCodes: [deskPlaces.loadCodes],
    settle: [deskPlaces.settle],
    rewards: [deskPlaces.rewards],
    closeStore: [],
    closeStoreOf: [deskPlaces.closeStoreOf('main-street')],
    ways: [deskPlaces.ways],
    connections: [deskPlaces.connections],
    mails: [deskPlaces.mails],
    members: [deskPlaces.members],
    member: [],
    memberOf: [deskPlaces.memberOf(memberId)],
    memberMerge: [],
    memberMergeOf: [deskPlaces.memberMergeOf(memberId)],
  };
  return [...Object.values(pages).flat(), `${deskPlaces.home}/nowhere`];
}

async function boughtAndGot(server: Server, shopper: Page): Promise<void> {
  const scanned = await issue(shopper);
  const headers = { authorization: `Bearer ${server.posKey}` };
  const told = async (path: string, data: object) => {
    const answer = await shopper.request.post(server.url + path, { headers, data });
    expect(answer.status(), await answer.text()).toBe(200);
  };
  const receiptNumber = 'full-1';
  await told(posApi.redemptions, { scanned, receiptNumber });
  await told(posApi.purchases, {
    member: { scanned },
    receiptNumber,
    soldAt: new Date().toISOString(),
    total: { minor: 4_200, currency: 'EUR' },
    lines: [{ id: '1', minor: 4_200, name: 'Flat white', quantity: 12 }],
  });
}

async function loadCodes(server: Server): Promise<void> {
  const file = pathOf(server.dataDir, 'codes.csv');
  const codes = Array.from({ length: 20 }, (_, n) => `BREAD-${2_001 + 7 * n}`);
  await writeFile(file, ['Coupon', ...codes, ''].join('\n'));
  await server.prepare('pool', 'coffee', file, '--store', 'harbour', '--accept');
}

/** As a mail server's refusal would: none stands behind a test's shop. */
function giveUpAMail({ dataDir }: Server): void {
  const file = new DatabaseSync(sqlitePath(dataDir), { timeout: 10_000 });
  file
    .prepare(
      `update mails set sent_at = null, failed_at = ?, answer = '550 5.1.1'
        where id = (select min(id) from mails where sent_at is not null)`,
    )
    .run(Date.now());
  file.close();
}

/** Opens everything that a page shows when it is asked for, and waits for it. */
export async function unfold(page: Page): Promise<void> {
  for (const fold of await page.locator('main details').all())
    if ((await fold.getAttribute('open')) === null) await fold.locator('summary').first().click();
  await expect(page.locator('.waiting')).toHaveCount(0);
}
