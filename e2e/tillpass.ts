import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, test as base, type Page, type TestInfo } from '@playwright/test';
import { posApi } from '#contract/paths.ts';
import { nobodysPort } from '#server/tests/kit/start/nobodys-port.ts';
import { doAtHand } from './administrator.ts';
import { startTwice } from './twice.ts';

export interface InboxMail {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly language: string;
}

/** A Tillpass server of a test's own: the program that `npm start` runs, with an empty data folder. */
export interface Server {
  readonly url: string;
  /** What an administrator does at the command line. @returns what it printed */
  admin(args: readonly string[], input?: string): Promise<string>;
  /** The same for what only prepares a test: in a process that stays for the next command. */
  prepare(...args: readonly string[]): Promise<string>;
  /** A fresh one-time link that makes a browser till 2 of Main Street, as an administrator gets it. */
  enrolmentUrl(): Promise<string>;
  readonly associate: { readonly name: string; readonly pin: string };
  readonly posKey: string;
  readonly dataDir: string;
  /** The number of its process. */
  pid(): number;
  /** The latest mail to an address, as soon as it is there. */
  mailTo(address: string): Promise<InboxMail & { readonly code: string; readonly link: string }>;
  /** Redeems a voucher's digits as a POS does that can call out. */
  redeem(digits: string): Promise<void>;
  /** Stops the server; `again` starts it on the same port with the same data, perhaps with other settings, which later commands have too. */
  stop(): Promise<void>;
  again(changed?: Readonly<Record<string, string>>): Promise<void>;
  /** Stops the server and deletes its data folder. */
  remove(): Promise<void>;
}

export const test = base.extend<{ leftOpen: undefined }, { tillpass: Server; browser: Browser }>({
  browser: [
    async ({ playwright, browserName }, use) => {
      const browser = await startTwice(() => playwright[browserName].launch());
      await use(browser);
      await browser.close();
    },
    { scope: 'worker', timeout: 0 },
  ],
  tillpass: [
    async ({ browser }, use) => {
      const server = await startServer();
      await use(server);
      await closeShop(server, browser);
    },
    { scope: 'worker' },
  ],
  /**
   * Closes what a test has left open: such a page would go on drawing the time of its voucher, and listen for news, as long
   * as the run lasts. Where the test failed, a picture of every open page comes first; Playwright's own `screenshot` would take one
   * whenever a context closes, in case the test fails later.
   */
  leftOpen: [
    async ({ browser }, use, info) => {
      const before = browser.contexts();
      await use(undefined);
      const open = browser.contexts();
      const left = open.filter((context) => !before.includes(context));
      if (info.status !== info.expectedStatus)
        await photograph(
          open.flatMap((context) => context.pages()),
          info,
        );
      await Promise.all(left.map((context) => context.close()));
    },
    { auto: true },
  ],
});

/** A page that can't be photographed keeps nobody from hearing why the test failed. */
async function photograph(pages: readonly Page[], info: TestInfo): Promise<void> {
  for (const [at, page] of pages.entries()) {
    const path = info.outputPath(`left-open-${at + 1}.png`);
    const taken = await page.screenshot({ path, timeout: 5_000 }).catch(() => null);
    if (taken) info.attachments.push({ name: 'left open', path, contentType: 'image/png' });
  }
}

/** Phones and tills go before the shop does: a page that is still open complains of a server that ends under it. */
export async function closeShop(server: Server, browser: Browser): Promise<void> {
  await Promise.all(browser.contexts().map((context) => context.close()));
  await server.remove();
}

/**
 * @param more settings beside the port and the data folder
 * @param program what `npm start` runs, or what `npm run dev` does
 * @param first what an administrator does before the first start; absent: nothing, and the demonstration is there
 */
export async function startServer(
  more: Readonly<Record<string, string>> = {},
  program = 'src/server/start/main.mjs',
  first?: readonly string[],
): Promise<Server & { readonly printedFirst: string }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tillpass-e2e-'));
  const port = await nobodysPort();
  const url = `http://localhost:${port}`;
  // The server gets these variables only, so that no setting of the machine reaches it.
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  const settings: NodeJS.ProcessEnv = {
    PATH,
    NODE_COMPILE_CACHE,
    PORT: String(port),
    DATA_DIR: dataDir,
    ...more,
  };
  const admin = async (args: readonly string[], input = ''): Promise<string> => {
    const command = ['src/server/admin/admin.ts', ...args];
    const run = promisify(execFile)(process.execPath, command, { env: settings });
    run.child.stdin?.end(input);
    return (await run).stdout;
  };
  const printedFirst = first ? await admin(first) : '';
  let running = await launch(settings, program);
  const printed = (pattern: RegExp): string => pattern.exec(running.printed)?.[1] ?? '';
  const prepare = (...args: readonly string[]) => doAtHand(settings, args);
  const posKey = printed(/(tp_[\w-]+)/);
  return {
    url,
    dataDir,
    printedFirst,
    pid: () => running.child.pid ?? 0,
    admin,
    prepare,
    enrolmentUrl: async () => /http\S+/.exec(await prepare('enrol', 'main-2'))?.[0] ?? '',
    associate: { name: printed(/sign in as (\S+), PIN/), pin: printed(/PIN (\d+)/) },
    posKey,
    redeem: (digits) => redeem(url, posKey, digits),
    mailTo: (address) => mailTo(url, address),
    stop: () => end(running.child),
    remove: async () => {
      await end(running.child);
      await rm(dataDir, { recursive: true, force: true });
    },
    again: async (changed) => {
      Object.assign(settings, changed);
      running = await launch(settings, program);
    },
  };
}

async function launch(
  env: NodeJS.ProcessEnv,
  program: string,
): Promise<{ child: ChildProcess; printed: string }> {
  const child = spawn(process.execPath, [program], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  let printed = '';
  for await (const chunk of child.stdout) {
    printed += String(chunk);
    if (printed.includes('Ctrl-C ends it.')) break;
  }
  if (!printed.includes('Ctrl-C ends it.')) {
    throw new Error(`the server did not start:\n${printed}${complaints}`);
  }
  return { child, printed };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

async function mailTo(url: string, address: string) {
  const mails = (await (await fetch(`${url}/dev/inbox.json`)).json()) as InboxMail[]; // The server answers in this shape.
  const mail = mails.find(({ to }) => to === address);
  if (!mail) throw new Error(`no mail to ${address}`);
  const code = /\b(\d{6})\b/.exec(mail.text)?.[1] ?? '';
  const link = /(https?:\/\/\S+\/s\/[\w-]+)/.exec(mail.text)?.[1] ?? '';
  return { ...mail, code, link };
}

async function redeem(url: string, posKey: string, digits: string): Promise<void> {
  const answer = await fetch(url + posApi.redemptions, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${posKey}` },
    body: JSON.stringify({ scanned: digits, receiptNumber: `e2e-${digits}` }),
  });
  if (!answer.ok) throw new Error(`not redeemed: ${await answer.text()}`);
}
