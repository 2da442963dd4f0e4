import { randomBytes } from 'node:crypto';
import { Refused } from '#domain/refusal.ts';
import { readConfig } from '#server/start/config.ts';
import { databaseName } from '#server/start/existing-data.ts';
import { endWith } from '#server/start/failure.ts';
import { makeSecrets } from '#server/start/keyed-secrets.ts';
import { keepRun, type RunName } from '#server/start/last-run.ts';
import { makeContext } from '#server/start/make-context.ts';
import { systemReason } from '#server/start/setting-fault.ts';
import { openStore } from '#server/storage/engines/open.ts';
import { ConnectionFault } from '#server/usecases/mint/mint-connection.ts';
import { ProgramFault } from '#server/usecases/program/refuse-loading.ts';
import { AdminFault, NothingToDo } from './admin-command.ts';
import { adminCommands } from './admin-commands.ts';
import { surplusIn, usageOf, usageWhereShort } from './admin-usage.ts';

/** What an administrator does at a command line: `npm run admin -- COMMAND …`. */
async function run([name = '', ...args]: readonly string[]): Promise<void> {
  const usage = `npm run admin -- COMMAND\n\n${usageOf(adminCommands)}`;
  if (['help', '--help', '-h'].includes(name)) return say([usage]);
  const command = Object.hasOwn(adminCommands, name) ? adminCommands[name] : undefined;
  if (!command) {
    throw new AdminFault(name === '' ? usage : `There is no command "${name}".\n\n${usage}`);
  }
  const short = usageWhereShort(name, command, args);
  if (short) throw new AdminFault(`Something is missing. It is typed so:\n\n${short}`);
  const surplus = surplusIn(name, command, args);
  if (surplus) {
    const { word, usage: typed } = surplus;
    throw new AdminFault(`There is no place for "${word}". It is typed so:\n\n${typed}`);
  }
  const lone = alone[name];
  if (lone) return say(await lone(args));
  if (name === 'doctor') return examined(args);
  if (name === 'drill') return drilled(args);
  if (name === 'ship') return shipped(args);
  if (name === 'move') return moved(args);
  // Only these may make the database, like a start of the server; every other command works on existing data.
  const makes = name === 'program' || name === 'restore' || name === 'begin';
  const config = readConfig(undefined, { makes });
  const context = await makeContext(config, silent, {
    inBulk: name === 'pool',
    actor: 'command line',
    makes,
    // A backup is for the worst day: it needs no right key, and is taken before an upgrade.
    anyKey: name === 'new-secret-key' || name === 'backup' || name === 'restore',
    asItIs: name === 'backup',
  });
  try {
    // Separate from the output, which may go into a file.
    process.stderr.write(`in ${databaseName(config)}\n`);
    say(await command.run(context, args));
    // Half a run proves nothing about the other half.
    if (!args.includes('--after')) await note(config.dataDir, name, true);
  } catch (error) {
    if (!(error instanceof NothingToDo)) await note(config.dataDir, name, false);
    if (!(error instanceof Refused)) throw error;
    // Loaded here, as it brings the words of every page with it.
    const { sentenceOf } = await import('#server/http/edge/problem.ts');
    throw new AdminFault(await sentenceOf(context, 'en', error.refusal, 'till'));
  } finally {
    context.mailer.close();
    await context.store.close();
  }
}

/** What somebody types before there is a database, or where none is. */
const alone: Readonly<Record<string, (args: readonly string[]) => Promise<readonly string[]>>> = {
  template: async (args) => (await import('./desk/admin-template.ts')).template(args),
  'new-backup-key': async (args) => (await import('./backup/admin-restore.ts')).newKey(args),
};

/** A broken installation is what it is for, so it opens settings and database itself. */
async function examined(args: readonly string[]): Promise<void> {
  const { examine } = await import('./doctor/doctor.ts');
  const { lines, ok } = await examine(args);
  say(lines);
  if (!ok) process.exitCode = 1;
}

/** Backups may be collected where no server is: a drill needs the key and opens no database but the restored one. */
async function drilled(args: readonly string[]): Promise<void> {
  const { drill } = await import('./backup/admin-drill.ts');
  const { dataDir, secretKey, secretKeyAlso } = readConfig(undefined, {
    makes: false,
    opens: false,
  });
  try {
    const secrets = makeSecrets(secretKey, secretKeyAlso);
    say(await drill({ log: silent, randomBytes, secrets }, args));
    await note(dataDir, 'drill', true);
  } catch (error) {
    await note(dataDir, 'drill', false);
    throw error;
  }
}

/** It goes on beside the servers until it is ended, and needs no tables of this version. */
async function shipped(args: readonly string[]): Promise<void> {
  const { ship } = await import('./backup/admin-ship.ts');
  const { dataDir, databaseUrl } = readConfig(undefined, { makes: false });
  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ending.abort());
  const sayLine = (line: string) => say([line]);
  await ship({ dataDir, databaseUrl, now: Date.now, say: sayLine, ended: ending.signal }, args);
}

/** It fills PostgreSQL step by step, and nobody else may open that meanwhile. */
async function moved(args: readonly string[]): Promise<void> {
  const { move } = await import('./backup/admin-move.ts');
  const { dataDir, databaseUrl } = readConfig(undefined, { makes: false });
  if (args.includes('--give-up')) return givenUp(dataDir, databaseUrl);
  if (databaseUrl === null)
    throw new AdminFault(
      'Name the empty PostgreSQL database in DATABASE_URL, for this command alone, and leave DATA_DIR as it is for the server.',
    );
  const opening = { dataDir, databaseUrl, log: silent, randomBytes, moves: true };
  const { store } = await openStore(opening);
  const { openFilling } = await import('#server/storage/engines/filling-connection.ts');
  try {
    await move({
      store,
      openFilling: () => openFilling(databaseUrl),
      dataDir,
      now: Date.now,
      say: (line) => say([line]),
    });
  } finally {
    await store.close();
  }
}

/** It asks PostgreSQL only how far the move has come, so the tables there stay as they are. */
async function givenUp(dataDir: string, databaseUrl: string | null): Promise<void> {
  const { giveUp } = await import('./backup/give-up-move.ts');
  const opening = { dataDir, log: silent, randomBytes, moves: true, asItIs: true };
  const open = databaseUrl === null ? null : () => openStore({ ...opening, databaseUrl });
  say(await giveUp(dataDir, open));
}

const silent = { info: () => {}, warn: () => {}, error: () => {} };

const isNightly = (name: string): name is RunName =>
  name === 'verify' || name === 'backup' || name === 'drill';

/** For whoever watches from outside. A folder that can't be written must not hide how the command itself ended. */
async function note(dataDir: string, name: string, ok: boolean): Promise<void> {
  if (!isNightly(name)) return;
  await keepRun(dataDir, name, { at: Date.now(), ok }).catch((fault) =>
    process.stderr.write(`It could not be noted for the metrics: ${systemReason(fault)}\n`),
  );
}

function say(lines: readonly string[]): void {
  for (const line of lines) {
    if (process.stdout.writable) process.stdout.write(`${line}\n`);
  }
}

// `… | head` closes the output early. What was done stays done, and nobody reads the rest.
process.stdout.on('error', (fault: NodeJS.ErrnoException) => {
  if (fault.code !== 'EPIPE') endWith(fault);
});

try {
  await run(process.argv.slice(2));
} catch (error) {
  const expected = [AdminFault, ProgramFault, ConnectionFault].some(
    (kind) => error instanceof kind,
  );
  endWith(expected && error instanceof Error ? error.message : error);
}
