import { existsSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AdminFault } from '#server/admin/admin-command.ts';
import { textOf } from '#server/admin/admin-time.ts';
import { keepRun } from '#server/start/last-run.ts';
import { systemReason } from '#server/start/setting-fault.ts';
import { sqlitePath } from '#server/storage/engines/sqlite.ts';
import { LetGo, Shipper } from '#server/storage/shipping/shipper.ts';
import { aloneIn } from './alone.ts';

const roundMs = 1_000;
/** The metrics and `doctor` hear so often how it goes. */
const noteMs = 10_000;

interface Shipping {
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  readonly now: () => number;
  readonly say: (line: string) => void;
  /** Ends it after a last round. */
  readonly ended: AbortSignal;
}

/**
 * Ships the database to a folder on another disk, second by second, until it is ended.
 * @throws AdminFault when it can't begin; once it ships, faults are said and it goes on
 */
export async function ship(shipping: Shipping, args: readonly string[]): Promise<void> {
  const { dataDir, databaseUrl, now, say } = shipping;
  if (databaseUrl !== null)
    throw new AdminFault('PostgreSQL ships its own log: docs/backup.md says how.');
  const [named = ''] = args;
  const folder = resolve(named);
  if (named === '' || !statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new AdminFault(`There is no folder ${folder}: make it, on another disk.`);
  const path = sqlitePath(dataDir);
  demandOwn(folder, realpathSync(path));
  // Two that hold the log would hold up each other.
  const alone = aloneIn(dataDir, 'ship.lock', `Another process ships ${path} already.`);
  const shipper = new Shipper({ path, folder, now });
  // A disk that hangs holds a round, and not this.
  const guard = setInterval(() => shipper.guard(), roundMs);
  try {
    say(`Ships ${path} to ${folder}. First a copy of all of it.`);
    await follow(shipping, shipper);
  } finally {
    clearInterval(guard);
    await shipper.stop();
    alone.close();
  }
}

async function follow({ dataDir, now, say, ended }: Shipping, shipper: Shipper): Promise<void> {
  let [shippedAt, notedAt, saidFault, followed] = [now(), 0, '', false];
  const note = async (ok: boolean) => {
    if (now() - notedAt < noteMs) return;
    notedAt = now();
    // Whoever watches sees that nothing new is noted.
    await keepRun(dataDir, 'ship', { at: shippedAt, ok }).catch(() => {});
  };
  for (let last = false; ; last = ended.aborted) {
    try {
      const at = now();
      await shipper.round();
      shippedAt = at;
      if (!followed)
        say(`The copy is whole, ${textOf(at)}. What is committed follows each second.`);
      else if (saidFault !== '') say(`It goes on, ${textOf(at)}.`);
      [followed, saidFault] = [true, ''];
      await note(true);
    } catch (fault) {
      if (fault instanceof LetGo) followed = false;
      const said = faultText(fault);
      if (said !== saidFault) say(said);
      saidFault = said;
      await note(false);
    }
    // Ended within a round, what was committed since that began is not in it.
    if (last) return;
    await sleep(roundMs, null, { signal: ended }).catch(() => {});
  }
}

const faultText = (fault: unknown): string =>
  fault instanceof LetGo
    ? 'Nothing could be shipped for so long that the log grew too large, so it was let go: a new copy begins as soon as the other disk takes it.'
    : `Nothing is shipped: ${systemReason(fault)}. It is tried again each second.`;

/** A new copy takes the place of the ones before it, so a folder is for one database. */
function demandOwn(folder: string, path: string): void {
  const file = join(folder, 'shipped-from');
  const own = `${hostname()}:${path}\n`;
  if (!existsSync(file)) writeFileSync(file, own, { mode: 0o600 });
  const other = readFileSync(file, 'utf8');
  if (other === own) return;
  throw new AdminFault(
    `${folder} is where ${other.trim()} is shipped to: name another folder, or delete ${file} if that database is no more.`,
  );
}
