import { ground, type Room } from './room.ts';
import { serverRooms } from './rooms-server.ts';

function domain(name: string, holds: string, ...imports: string[]): Room {
  return {
    path: `domain/${name}`,
    holds,
    imports: ['domain', ...imports.map((one) => `domain/${one}`)],
  };
}

function place(name: string, holds: string, ...imports: string[]): Room {
  const shared = [...ground, 'web', 'shopper/ui/**', 'shopper/api'];
  return { path: `shopper/${name}`, holds, imports: [...shared, ...imports] };
}

function deskPlace(name: string, holds: string): Room {
  return { path: `desk/${name}`, holds, imports: [...ground, 'web', 'desk/api', 'desk/ui'] };
}

/**
 * The house as data: every folder with sources, what it holds, and which folders it may import. `architecture.test.ts`
 * checks every import against it, and `docs/architecture.md` shows it. A new folder begins with a line here.
 */
export const rooms: readonly Room[] = [
  {
    path: 'domain',
    holds: 'what every rule may say: a refusal, a limit',
    imports: ['domain/refusals'],
  },
  domain('refusals', 'every expected "no", by subject', 'values', 'scan', 'desk', 'desk/beginning'),
  domain('values', 'money, days, check digits: values with no loyalty in them'),
  domain('scan', 'what a barcode carries, what a scanner sends, and which of ours it is', 'values'),
  domain(
    'program',
    'tiers, rewards, stores, ways, and what a file may not say',
    'values',
    'scan',
    'segments',
  ),
  domain('program/words', 'the words of a program, and where its file has what', 'program'),
  domain(
    'program/change',
    'what another version changes, and takes from members',
    'program',
    'values',
  ),
  domain('points', 'the ledger, its lots, debt and replay', 'values', 'program'),
  domain(
    'redemption',
    'the states of a redemption, a reservation, a confirmation',
    'program',
    'values',
  ),
  domain('pass', 'the one-time value of a barcode that a phone makes without signal'),
  domain('purchase', 'purchases, returns, exchanges', 'values', 'program', 'points'),
  domain(
    'earning',
    'what a sale earns by the rules, and what a return takes back of it',
    ...['values', 'program', 'purchase'],
  ),
  domain(
    'standing',
    'who stands in which tier, what keeps it, and who is dormant',
    ...['values', 'program', 'purchase', 'points'],
  ),
  domain(
    'membership',
    'memberships that are paid for: their terms, refunds, and what they gave',
    ...['values', 'program', 'purchase', 'standing'],
  ),
  domain(
    'segments',
    'members by what is true of them: conditions, whether they are met, and what a file may not say',
    ...['values', 'program', 'earning'],
  ),
  domain('pool', 'codes of a pool, files of them, settlement', 'values', 'scan', 'program'),
  domain('mint', 'an order to a vendor, and its timetable', 'program'),
  domain('messages', 'which message goes to whom, and when', 'values', 'program'),
  domain('people', 'addresses, names, PINs, sessions, sign-in', 'refusals', 'values', 'scan'),
  domain(
    'imports',
    'members that come from other systems, and what they bought there: lines, read and judged',
    ...['values', 'program', 'people', 'scan', 'purchase'],
  ),
  domain('desk', 'who may do what at the desk, and for how long', 'values'),
  domain(
    'desk/audit',
    'what a careful colleague would point at in a program and what stands beside it',
    ...['values', 'program', 'program/words', 'messages', 'desk'],
  ),
  domain(
    'desk/beginning',
    'how a shop without a program gets one: what it begins with, and the steps',
    ...['values', 'program'],
  ),
  domain('events', 'events, webhooks, the watch list', 'redemption', 'program'),

  {
    path: 'contract',
    holds: 'what travels, and every address',
    imports: ['domain/**', 'contract/program'],
  },
  {
    path: 'contract/admin',
    holds: "what an administrator's program sends, and what it is answered",
    imports: ['domain/**', 'contract'],
  },
  {
    path: 'contract/pos',
    holds: "what travels between a till's own program and the server",
    imports: ['domain/**', 'contract'],
  },
  {
    path: 'contract/desk',
    holds: "what the desk's pages send and get",
    imports: ['domain/**', 'contract', 'contract/admin'],
  },
  { path: 'contract/program', holds: "parts of a program's file", imports: ['domain/**'] },
  { path: 'i18n', holds: 'words, their compiler, formats', imports: ['domain/**', 'i18n/**'] },
  {
    path: 'web',
    holds: "what the browsers' programs share: the only fetch, its clock, failures, colours",
    imports: [...ground],
  },

  {
    path: 'shopper',
    holds: 'the start, the router, the server build',
    imports: [...ground, 'web', 'shopper/**'],
  },
  {
    path: 'shopper/api',
    holds: 'queries, live news, passes of this phone',
    imports: [...ground, 'web'],
  },
  { path: 'shopper/ui', holds: 'what pages look like', imports: [...ground, 'web', 'shopper/api'] },
  {
    path: 'shopper/ui/history',
    holds: 'a line of history, in the wallet and on its own page',
    imports: [...ground, 'web', 'shopper/api', 'shopper/ui'],
  },
  {
    path: 'shopper/ui/barcode',
    holds: 'bars and QR, drawn here',
    imports: [...ground, 'web', 'shopper/ui'],
  },
  place('offline', 'the worker registered, updates, installing, what is mended', 'shopper/survey'),
  place('frame', 'head, tabs, signal', 'shopper/offline'),
  place('poster', 'where a poster leads'),
  place('sign-in', 'asking and waiting'),
  place('link', "where a mail's link leads"),
  place('wallet', 'card, vouchers, rewards in reach', 'shopper/rewards'),
  place('scan', 'the member barcode'),
  place('ladder', 'every tier, and the moment it changes'),
  place('rewards', 'the list and one reward'),
  place('redemption', 'a voucher, its moments and its endings'),
  place('survey', 'the question under a voucher that was used'),
  place('history', 'every entry in words'),
  place('earning', 'ways to earn, cards of stamps and goals'),
  place('profile', 'name, number, devices'),
  place('wide', 'what a wide screen adds: a reward over the grid, the way to the phone'),

  { path: 'till', holds: 'the start of the till page', imports: [...ground, 'web', 'till/**'] },
  { path: 'till/kit', holds: 'words, fields, buttons, tones', imports: [...ground, 'web'] },
  {
    path: 'till/scan',
    holds: 'camera, wedge, what a text is',
    imports: [...ground, 'web', 'till/kit'],
  },
  {
    path: 'till/shift',
    holds: 'enrolling, who and PIN',
    imports: [...ground, 'web', 'till/kit', 'till/scan'],
  },
  {
    path: 'till/members',
    holds: 'finding, joining, purchases by hand',
    imports: [...ground, 'web', 'till/kit'],
  },
  {
    path: 'till/counter',
    holds: 'scan, look, redeem, undo',
    imports: [...ground, 'web', 'till/kit', 'till/scan', 'till/members'],
  },
  {
    path: 'till/scanner',
    holds: 'the scanner check',
    imports: [...ground, 'web', 'till/kit', 'till/scan', 'till/shift'],
  },

  {
    path: 'desk',
    holds: 'the start of the desk, its router',
    imports: [...ground, 'web', 'desk/**'],
  },
  { path: 'desk/api', holds: 'its queries, its words, passkeys', imports: [...ground, 'web'] },
  {
    path: 'desk/ui',
    holds: 'frame, dialogs, forms, tables: what its pages are made of',
    imports: [...ground, 'web', 'desk/api'],
  },
  deskPlace('entry', 'signing in by passkey, a one-time link'),
  deskPlace('home', 'what needs attention'),
  deskPlace('people', 'administrators, and my own passkeys'),
  deskPlace('members', 'finding members, and what support does for them'),
  deskPlace('stores', 'stores, tills, devices, keys and associates'),
  deskPlace('program', 'the program: drafts, their forms and file, and what one changes'),
  deskPlace('acts', 'what was done, as a difference'),
  deskPlace('operations', 'the ways to what runs beside the shop'),
  deskPlace('webhooks', 'where events are sent, and how that goes'),
  deskPlace('watch', 'the watch list, and what was decided'),
  deskPlace('rewards', 'stock of rewards, their end, and a store that closes'),
  deskPlace('ways', 'ways of tills, scanners with their test sheet, posters to print'),
  deskPlace('connections', "keys to vendors' POSes, and whether they are good"),
  deskPlace('pools', 'codes of pools: loaded, withdrawn, settled'),
  deskPlace('mails', 'mail that did not get through'),
  deskPlace('foresight', 'a program rehearsed on the past, and tried at a moment'),
  deskPlace('audit', 'what a careful colleague would point at'),
  deskPlace('begin', 'from no program to a reward on one’s own phone'),

  {
    path: 'worker',
    holds: "the service worker and the member's kept documents",
    imports: [...ground],
  },

  {
    path: 'gallery',
    holds: 'every state of every page, side by side at `/dev/gallery`; nothing else imports it',
    imports: [...ground, 'web', 'shopper', 'server/http/pages', 'gallery/**'],
  },
  {
    path: 'gallery/values',
    holds: 'what the states show, made of the test kit’s program',
    imports: [...ground, 'server/drawings', 'server/tests/kit'],
  },
  {
    path: 'gallery/states',
    holds: 'the states, a group a file',
    imports: [
      ...ground,
      ...['web', 'shopper/**', 'till/**', 'desk/**', 'server/http/pages', 'server/tests/kit'],
      ...['gallery', 'gallery/values', 'server/drawings'],
    ],
  },

  ...serverRooms,
];
