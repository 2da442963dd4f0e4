import { readFileSync } from 'node:fs';
import { paths } from '#contract/paths.ts';
import { tillOf } from '#domain/program.ts';
import { Refused } from '#domain/refusal.ts';
import {
  AdminFault,
  type Command,
  knownStore,
  readArgs,
  readName,
  unknown,
} from './admin-command.ts';
import { connect, disconnect } from './admin-mint.ts';
import { poolCommands, poolUsage } from './admin-pools.ts';
import { addressKeyOf, watchCommands, watchUsage } from './admin-watch.ts';
import { webhooks, webhookUsage } from './admin-webhooks.ts';
import { readConfig } from './config.ts';
import type { Context } from './context.ts';
import { endWith } from './failure.ts';
import { sentenceOf } from './http/problem.ts';
import { scannerSheet } from './http/scanner-sheet.ts';
import { makeContext } from './make-context.ts';
import { faultLine, readProgramFile } from './program-file.ts';
import { verify } from './storage/verify.ts';
import { putAssociate } from './usecases/add-associate.ts';
import { currentProgram } from './usecases/current-program.ts';
import { loadProgram, ProgramFault, renewTillKey } from './usecases/load-program.ts';
import { ConnectionFault } from './usecases/mint-connection.ts';
import { offerEnrolment } from './usecases/till-device.ts';

/** What an administrator does at a command line: `npm run admin -- COMMAND …`. */
const usage = `program FILE           put the program of a file in force
associate STORE NAME [--email EMAIL]
                       add an associate; prints the PIN, once
enrol TILL             print a one-time link that makes a device that till
sheet STORE            the test sheet of a store's scanners, as a page to print (> sheet.html)
key TILL               give a till's POS a new key; prints it, once
connect STORE VENDOR … keep the key to a vendor's POS, from standard input (docs/mint.md)
disconnect STORE       forget that key
${poolUsage}
verify                 replay the ledger against every cached figure
${webhookUsage}
${watchUsage}`;

const commands: Record<string, Command> = {
  program: async (context, [file = '']) => {
    const read = readProgramFile(readFileSync(file, 'utf8'));
    if ('faults' in read) {
      throw new AdminFault(read.faults.map((fault) => faultLine(file, fault)).join('\n'));
    }
    const tills = await loadProgram(context, read.program);
    return [
      `"${read.program.name}" is in force.`,
      ...tills.map((till) => `New till ${till.tillId} in ${till.storeName}, POS key: ${till.key}`),
    ];
  },
  associate: async (context, args) => {
    const { words, options } = readArgs(args, ['email']);
    const [storeId = '', ...names] = words;
    const store = await knownStore(context, storeId);
    const name = readName(names);
    const own = options.email === undefined ? {} : { addressKey: addressKeyOf(options.email) };
    const pin = await putAssociate(context, { storeId, name, ...own });
    return [`${name} of ${store.name} signs in with PIN ${pin}`];
  },
  enrol: async (context, [tillId = '']) => {
    await knownTill(context, tillId);
    const token = await offerEnrolment(context, tillId);
    return ['Open this on the device, within 24 hours:', context.publicUrl + paths.enrol(token)];
  },
  sheet: async (context, [storeId = '']) => {
    const store = await knownStore(context, storeId);
    const { program } = await currentProgram(context.store.read);
    const { html } = await scannerSheet(store, 'en', program.name);
    return [html];
  },
  key: async (context, [tillId = '']) => {
    const storeId = await knownTill(context, tillId);
    return [`POS key of ${tillId}: ${await renewTillKey(context, { tillId, storeId })}`];
  },
  connect,
  disconnect,
  ...poolCommands,
  verify: async (context) => {
    const findings = await verify(context.store);
    if (findings.length === 0) return ['Every figure is what the ledger says.'];
    const lines = findings.map((one) => `${one.about} of ${one.memberId ?? 'all'}: ${one.detail}`);
    throw new AdminFault(lines.join('\n'));
  },
  webhooks,
  ...watchCommands,
};

async function knownTill(context: Context, tillId: string): Promise<string> {
  const { program } = await currentProgram(context.store.read);
  const till = tillOf(program, tillId);
  if (till) return till.store.id;
  throw unknown(
    'till',
    tillId,
    program.stores.flatMap((store) => store.tills.map((one) => one.id)),
  );
}

async function run([name = '', ...args]: readonly string[]): Promise<void> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new AdminFault(`npm run admin -- COMMAND\n\n${usage}`);
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const silent = { info: () => {}, warn: () => {}, error: () => {} };
  const context = await makeContext(readConfig(), silent, { inBulk: name === 'pool' });
  try {
    for (const line of await command(context, args)) say(line);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    throw new AdminFault(await sentenceOf(context, 'en', error.refusal, 'till'));
  } finally {
    context.mailer.close();
    await context.store.close();
  }
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  const expected = [AdminFault, ProgramFault, ConnectionFault].some(
    (kind) => error instanceof kind,
  );
  endWith(expected && error instanceof Error ? error.message : error);
}
