import { ground, type Room } from './room.ts';
import { vendors } from './rooms-vendors.ts';

/**
 * Use-cases stand on floors, and each may use those of the floors below. From the ground up this is how the product
 * works: a redemption comes back, a code is handed out, a voucher is issued, a scan names it, a pass becomes one, a
 * till redeems it.
 */
const floors: readonly (readonly Omit<Room, 'imports'>[])[] = [
  [floor('ground', 'the context, the work of one act, ids, events and mail that commit with it')],
  [floor('points', 'points given, spent, taken and given back: nothing else writes an entry')],
  [
    floor('program', 'reading a program file, loading it, and the keys that its tills get'),
    floor('standing', 'who stands in which tier, and what keeps it'),
    floor('redemptions', 'a redemption marked as used, its points given back'),
    floor('guesses', 'wrong codes counted, and refused when there are too many'),
    floor('sign-in', 'asking, entering, handing over, sessions, joining, the profile'),
    floor('followers', 'who follows events: feed, webhooks, the watch list'),
  ],
  [
    floor('editing', 'the program as the text of its file: drafts, what one changes, and its day'),
    floor('memberships', 'tiers that are paid for: sold, taken back, left, told of their end'),
    floor('segments', 'when members are in which segment: kept, and counted'),
  ],
  [
    floor('pools', 'codes loaded, handed out and settled'),
    floor('mint', 'discounts made at a vendor'),
  ],
  [
    floor('vouchers', 'issuing, showing, cancelling and expiring a voucher'),
    floor('occasions', 'what members tell or do without buying, and what it earns'),
  ],
  [floor('awards', 'what full cards and goals give: given, taken back, brought together')],
  [
    floor('books', 'ledger, events and all that is cached, verified'),
    floor('turning', 'another SECRET_KEY: what is written anew under it, what still waits'),
    floor('scan', 'which voucher, member or pass a scan names'),
    floor('wallet', 'what a member sees'),
    floor('rights', 'what is held of a member, seen and taken along'),
  ],
  [floor('passes', 'what a phone without signal made, recognised and taken')],
  [floor('till', 'looking at, reserving, redeeming and reversing; shifts and devices')],
  [floor('members', 'finding and enrolling a member, and asking for a yes')],
  [floor('purchases', 'purchases, returns and exchanges that a till reports')],
  [floor('imports', 'members brought over from other systems, and what they bought there')],
  [floor('rehearsal', 'the past lived again under a program that is not loaded')],
  [floor('beginning', 'a shop that begins at the desk: its answers, step by step')],
  [
    floor('desk', 'who opens the desk, and what they see and do there'),
    floor('operations', 'what the desk runs beside the shop: mail, codes, stocks, closing'),
  ],
  [floor('undoing', 'what administrators did, taken back')],
];

function floor(name: string, holds: string): Omit<Room, 'imports'> {
  return { path: `server/usecases/${name}`, holds };
}

/** What a use-case may use outside itself: tables, vendors, words. */
const below = [
  ...ground,
  'server/storage/**',
  'server/vendors/**',
  'server/words/**',
  'server/drawings',
] as const;

const usecases: readonly Room[] = floors.flatMap((rooms, height) =>
  rooms.map((room) => ({
    ...room,
    imports: [
      ...below,
      ...floors.slice(0, height).flatMap((lower) => lower.map(({ path }) => path)),
    ],
  })),
);

function tables(name: string, holds: string, ...imports: string[]): Room {
  const own = ['server/storage/db', ...imports.map((one) => `server/storage/${one}`)];
  return { path: `server/storage/${name}`, holds, imports: ['domain/**', ...own] };
}

function audience(name: string, holds: string, ...imports: string[]): Room {
  const own = imports.map((one) => `server/http/${one}`);
  return { path: `server/http/${name}`, holds, imports: [...below, 'server/usecases/**', ...own] };
}

const commands = (name: string, holds: string): Room => ({
  path: `server/admin/${name}`,
  holds,
  imports: [...below, 'server/**'],
});

export const serverRooms: readonly Room[] = [
  {
    path: 'server/storage/db',
    holds: 'the Store that transactions go through, its tables and their steps, news of changes',
    imports: ['domain/**', 'server/storage/db/migrations/**'],
  },
  {
    path: 'server/storage/engines',
    holds: "SQLite's one writer and PostgreSQL's pool, each behind the Store, and which one opens",
    imports: ['domain/**', 'server/storage/db'],
  },
  {
    path: 'server/storage/outage',
    holds: 'a database that is away, full or being restored, told from a fault of the work',
    imports: ['server/storage/db'],
  },
  {
    path: 'server/storage/db/migrations',
    holds: 'what each step changed',
    imports: ['server/storage/db'],
  },
  {
    path: 'server/storage/db/migrations/earning',
    holds: 'the same for what was bought and what it earns: steps 090 and up',
    imports: ['server/storage/db/migrations'],
  },
  {
    path: 'server/storage/db/migrations/looks',
    holds: 'the same for what pages look like: steps 105 and up',
    imports: ['server/storage/db/migrations'],
  },
  {
    path: 'server/storage/db/migrations/people',
    holds: 'the same for people and how they sign in: steps 109 and up',
    imports: ['domain/people', 'server/storage/db', 'server/storage/db/migrations'],
  },
  {
    path: 'server/storage/db/migrations/imports',
    holds: 'the same for members who come from other systems: steps 158 and up',
    imports: ['server/storage/db/migrations'],
  },
  {
    path: 'server/storage/db/migrations/growth',
    holds: 'the same for what would slow down as a shop grows: steps 100 and up',
    imports: ['server/storage/db', 'server/storage/db/migrations'],
  },
  tables(
    'backup',
    'the database copied into a file while it is written, and an empty one filled',
    'engines',
    'events',
  ),
  tables('shipping', "SQLite's log shipped to another disk while it is written, and read back"),
  tables('merges', 'memberships of one person that became one'),
  tables('points', 'ledger entries and what is cached of them', 'merges'),
  tables('vouchers', 'redemptions, their ids and codes, stock', 'merges'),
  tables('passes', 'passes taken, slots of rewards'),
  tables('pools', 'codes, hand-outs, uploads, settlements', 'outage'),
  tables('mint', 'connections and orders'),
  tables('purchases', 'purchases and returns', 'merges'),
  tables('people', 'members, sign-ins, sessions, mails, limits', 'merges', 'outage'),
  tables('segments', 'when members are in segments, and how far that is known of all'),
  tables('held', 'what each table holds of a member, and the copy made of it'),
  tables('desk', 'administrators, their passkeys and sessions', 'outage'),
  tables('till', 'tills, associates, answers given once', 'outage'),
  tables('events', 'events and who has read how far'),
  tables('program', 'programs, each as it was loaded'),
  tables(
    'rehearsal',
    'all that members did, portion by portion',
    ...['people', 'points', 'purchases', 'merges'],
  ),
  tables('verify', 'what replays the ledger against what is cached', 'points', 'purchases', 'till'),

  ...usecases,

  ...vendors,
  {
    path: 'server/drawings',
    holds: 'the glyphs, and what a reward looks like',
    imports: [...ground],
  },
  {
    path: 'server/words/mail',
    holds: 'mails as text and HTML',
    imports: [...ground, 'server/vendors'],
  },

  {
    path: 'server/http',
    holds: 'the app: audiences, errors, system routes',
    imports: [...below, 'server/usecases/**', 'server/http/**', 'server/start/log'],
  },
  audience('edge', 'headers, cookies, input, live streams: what every audience shares'),
  audience('pages', 'documents written on the server', 'edge'),
  audience('member', "the shopper's routes", 'edge', 'pages'),
  audience('till', "the till page's routes", 'edge', 'pages'),
  audience('pos', "the tills' API", 'edge', 'pos/openapi'),
  audience('pos/openapi', "the tills' API as a document, with its examples", 'edge'),
  audience('desk', "the desk's document and routes", 'edge', 'pages'),
  audience('admin', "the administrator's API", 'edge'),
  {
    path: 'server/jobs',
    holds: 'worker loops: clock, outbox, minting, watch, webhooks',
    imports: [...below, 'server/usecases/**'],
  },
  {
    path: 'server/jobs/rehearsal',
    holds: 'a rehearsal in a thread and on a connection of its own',
    imports: [...below, 'server/usecases/**'],
  },
  {
    path: 'server/start/log',
    holds: 'one line an event, secrets taken out',
    imports: [...ground, 'server/storage/outage'],
  },
  {
    path: 'server/start/metrics',
    holds: 'what is counted and looked up for whoever watches the server from outside',
    imports: [
      ...[...ground, 'server/storage/**', 'server/usecases/ground', 'server/usecases/program'],
      'server/start',
    ],
  },
  {
    path: 'server/start',
    holds: 'settings, the context, the start',
    imports: [...below, 'server/**'],
  },
  {
    path: 'server/dev',
    holds: 'the server of `npm run dev`, with Vite and all mails inside; nothing else imports it',
    imports: [...below, 'server/start', 'server/http/pages', 'server/demonstration'],
  },
  { path: 'server/admin', holds: 'the command line, by subject', imports: [...below, 'server/**'] },
  commands('backup', 'backups made, encrypted, tried and restored from the command line'),
  commands('mail', 'news sent and returned mail read from the command line'),
  commands('desk', 'the first owner of the desk, from the command line'),
  commands('doctor', 'one look at each thing that an installation needs, and what to do'),
  commands('rehearsal', 'what a program would have made of the past, from the command line'),
  commands('opinions', 'answers to surveys counted, and links for reviews, from the command line'),
  commands('members', 'the copy of what is held of a member, written into a file'),
  commands('sources', 'what other systems know of members, and what is brought over from them'),
  {
    path: 'server/demonstration',
    holds: 'a program and people to try it with',
    imports: [...below, 'server/usecases/**', 'server/demonstration/year'],
  },
  {
    path: 'server/demonstration/year',
    holds: 'a year of a shop, lived by the use-cases in a time of its own',
    imports: [...below, 'server/usecases/**'],
  },
];
