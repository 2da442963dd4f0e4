import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Program } from '#domain/program/program.ts';
import { assetRoutes } from '#server/http/asset-routes.ts';
import { type AppOptions, createApp } from '#server/http/create-app.ts';
import { rehearsalsIn } from '#server/jobs/rehearsal/start-rehearsals.ts';
import { makeSecrets } from '#server/start/keyed-secrets.ts';
import type { MailRow } from '#server/storage/db/schema-sign-ins.ts';
import { latestMails } from '#server/storage/people/mails.ts';
import { associatesOf } from '#server/storage/till/associates.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';
import { verifyKept } from '#server/usecases/books/verify-kept.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { openMail } from '#server/usecases/ground/queue-mail.ts';
import type { Secrets } from '#server/usecases/ground/secrets.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';
import { putAssociate } from '#server/usecases/till/add-associate.ts';
import { offerEnrolment } from '#server/usecases/till/till-device.ts';
import type { OpenMinter } from '#server/vendors/mint/minter.ts';
import { Browser } from './browser.ts';
import { TestClock } from './clock.ts';
import { compilers } from './compile-once.ts';
import { secretKey, testContext } from './context.ts';
import { type Filled, fillOnce, openTestStore, type TestStore } from './database.ts';
import { testProgram } from './program.ts';
import { countingRandomBytes } from './random.ts';
import type { AdminSettings } from './run-admin.ts';
import { builtPages, dist } from './start/built-pages.ts';

/** A whole server in this process: a real database, real pages, and a clock that a test can turn. */
export interface Tillpass {
  readonly app: FastifyInstance;
  readonly context: Context;
  readonly clock: TestClock;
  /** The options of the app, to make another one over the same context. */
  readonly options: AppOptions;
  /** For a command of `npm run admin` over the same data. */
  readonly adminSettings: AdminSettings;
  /** The PIN of every associate. */
  readonly pin: string;
  /** By till id: the bearer key of its POS. */
  readonly keys: ReadonlyMap<string, string>;
  /** @param from the network address of the browser; absent: all are in one network */
  browser(from?: string): Browser;
  /** The code and the link's token of the last mail to an address. */
  lastMail(
    address: string,
  ): Promise<{ code: string; token: string; subject: string; text: string }>;
  /** A browser in which a new member has just joined with the welcome points. */
  joined(address: string, placement?: string): Promise<Browser>;
  /** A browser that is an enrolled till with an associate signed in. */
  onDuty(tillId: string): Promise<Browser>;
  /** Fails when any cached figure differs from the ledger. */
  close(): Promise<void>;
}

/** What a server of a test is made with, besides its context. */
export const testAppOptions = async (): Promise<AppOptions> => ({
  pages: await builtPages(),
  assets: (app) => assetRoutes(app, { current: join(dist, 'app'), kept: null }),
  logger: false,
  https: null,
  trustProxy: 0,
  compilers,
});
const pin = '12345';

const adminSettingsOf = ({ options: { dataDir, databaseUrl } }: TestStore): AdminSettings => ({
  DATA_DIR: dataDir,
  SECRET_KEY: secretKey,
  ...(databaseUrl && { DATABASE_URL: databaseUrl }),
});

/** What differs from a usual test's server. */
export interface Unusual {
  /** Null: nobody has loaded one. */
  readonly program?: Program | null;
  /** How vendors' POSes are reached; absent: not at all. */
  readonly openMinter?: OpenMinter;
}

export async function startTillpass({
  program = testProgram,
  openMinter,
}: Unusual = {}): Promise<Tillpass> {
  const clock = new TestClock();
  const { database, randomBytes, tills } = await openShop(program, clock.now);
  const context = testContext({
    store: database.store,
    live: database.live,
    now: clock.now,
    randomBytes,
    secrets: quickPins(makeSecrets(secretKey)),
    ...rehearsalsIn(database.options),
    ...(openMinter && { openMinter }),
  });
  const options = await testAppOptions();
  const app = await createApp(context, options);
  const browser = (from?: string) => new Browser(app, from);
  const lastMail = mailReader(context);

  return {
    app,
    context,
    clock,
    options,
    adminSettings: adminSettingsOf(database),
    pin,
    keys: new Map(tills.map((till) => [till.tillId, till.key])),
    browser,
    lastMail,
    joined: async (address, placement) => {
      const phone = browser();
      await signIn(phone, lastMail, { address, placement });
      return phone;
    },
    onDuty: async (tillId) => {
      const till = browser();
      const token = await offerEnrolment(context, tillId);
      const enrolled = await till.post('/api/till/enrol', { token });
      const [associate] = await associatesOf(context.store.read, enrolled.body.store.id);
      await till.post('/api/till/shifts', { associateId: associate?.id, pin });
      return till;
    },
    close: async () => {
      await app.close();
      const findings = [...(await verifyBooks(context)), ...(await verifyKept(context))];
      await database.close();
      if (findings.length > 0) throw new Error(`verify: ${JSON.stringify(findings)}`);
    },
  };
}

/** A database with a shop in it, and what made it. */
interface Shop {
  readonly database: TestStore;
  /** Goes on after what filled the database. */
  readonly randomBytes: Context['randomBytes'];
  readonly tills: Awaited<ReturnType<typeof loadProgram>>;
}

/** The shop of most tests is loaded once in a process, and each test has a copy of its database. */
let usual: Promise<{ filled: Filled; calls: number; tills: Shop['tills'] }> | undefined;

async function openShop(program: Program | null, now: () => number): Promise<Shop> {
  if (program !== testProgram) {
    const database = await openTestStore();
    const randomBytes = countingRandomBytes();
    return { database, randomBytes, tills: await fillShop(database, program, now, randomBytes) };
  }
  usual ??= fillUsual();
  const { filled, calls, tills } = await usual;
  return {
    database: await filled.open(),
    randomBytes: countingRandomBytes(undefined, calls),
    tills,
  };
}

async function fillUsual() {
  const { now } = new TestClock();
  const bytes = countingRandomBytes();
  let calls = 0;
  const counted = (length: number) => {
    calls += 1;
    return bytes(length);
  };
  let tills: Shop['tills'] = [];
  const filled = await fillOnce(async (store) => {
    tills = await fillShop(store, testProgram, now, counted);
  });
  return { filled, calls, tills };
}

async function fillShop(
  { store, live }: TestStore,
  program: Program | null,
  now: () => number,
  randomBytes: Context['randomBytes'],
): Promise<Shop['tills']> {
  if (program === null) return [];
  const secrets = quickPins(makeSecrets(secretKey));
  const context = testContext({ store, live, now, randomBytes, secrets });
  const tills = await loadProgram(context, program);
  for (const { id, name } of program.stores) {
    await putAssociate(context, { storeId: id, name: `Sam of ${name}`, pin });
  }
  return tills;
}

const stretched = new Map<string, Promise<string>>();
const known = new Map<string, Promise<boolean>>();

/** PINs are slow to hash on purpose, so the hashes are shared between tests. */
function quickPins(secrets: Secrets): Secrets {
  return {
    ...secrets,
    hashPin: (pin, salt) => kept(stretched, `${pin} ${salt}`, () => secrets.hashPin(pin, salt)),
    isPin: (pin, hash) => kept(known, `${pin} ${hash}`, () => secrets.isPin(pin, hash)),
  };
}

function kept<T>(answers: Map<string, T>, question: string, ask: () => T): T {
  const answer = answers.get(question) ?? ask();
  answers.set(question, answer);
  return answer;
}

/** Signs in with the code of the mail, and joins where nobody has the address yet. */
export async function signIn(
  phone: Browser,
  lastMail: Tillpass['lastMail'],
  { address, placement }: { address: string; placement?: string | undefined },
): Promise<void> {
  const asked = await phone.post('/api/sign-ins', {
    email: address,
    ...(placement && { placement }),
  });
  if (asked.status !== 200) throw new Error(`could not ask for a code: ${asked.text}`);
  const { code } = await lastMail(address);
  const entered = await phone.post(`/api/sign-ins/${asked.body.id}/code`, { code });
  if (entered.status !== 200) throw new Error(`could not join: ${entered.text}`);
}

/** Reads the outbox, as the owner of an address would read their mailbox. */
export function mailReader(context: Context): Tillpass['lastMail'] {
  const read = new Set<string>();
  // Each is opened once: opening two hundred takes longer than most of what is tried.
  const receivers = new Map<string, string>();
  const receiverOf = (row: MailRow): string => {
    const to = receivers.get(row.sealed) ?? openMail(context, row).to;
    receivers.set(row.sealed, to);
    return to;
  };
  return async (address) => {
    const mails = await latestMails(context.store.read, 200);
    const theirs = mails.filter((row) => receiverOf(row) === address);
    // The clock stands still, so several mails may have the same time: the one that was not read yet is the last.
    const latest = theirs.filter((row) => row.created_at === theirs[0]?.created_at);
    const row = latest.find(({ id }) => !read.has(id)) ?? latest[0];
    if (!row) throw new Error(`no mail to ${address}`);
    read.add(row.id);
    const mail = openMail(context, row);
    const code = /\b(\d{6})\b/.exec(mail.text)?.[1] ?? '';
    const token = /\/s\/([\w-]+)/.exec(mail.text)?.[1] ?? '';
    return { code, token, subject: mail.subject, text: mail.text };
  };
}
