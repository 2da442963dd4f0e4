import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { publishedPins } from '#server/demonstration/published-pins.ts';
import type { Config } from '#server/start/config.ts';
import { lastRun, type RunName } from '#server/start/last-run.ts';
import { systemReason } from '#server/start/setting-fault.ts';
import { version } from '#server/start/version.ts';
import { lookAtDatabase } from '#server/storage/outage/look-at.ts';
import { keyFingerprint } from '#server/storage/program/installation.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { programInForce } from '#server/usecases/ground/program-in-force.ts';
import { isClockBehind } from '#server/usecases/program/clock-behind.ts';
import { isItsSecretKey } from '#server/usecases/program/its-secret-key.ts';
import { bad, type Finding, good, unsure } from './finding.ts';

/** A redemption asks some ten times, and a person waits. */
const slowMs = 20;
const leastFreeBytes = 1_000_000_000;
const nightlyMs = 36 * 60 * 60_000;
/** It is noted every ten seconds. */
const shippedMs = 60_000;
const clockAtMostMs = 10_000;

export async function lookAtStorage(context: Context): Promise<Finding[]> {
  const { store, now } = context;
  const look = await lookAtDatabase(store.read);
  // As it is said, so that what is said fits what is advised.
  const answersIn = look.answersInMs.toFixed(1);
  const found = `${look.version}, answers in ${answersIn} ms`;
  const offMs = look.now === null ? 0 : Math.abs(look.now - now());
  const clocks = `${Math.round(offMs / 1000)} seconds apart from the database's`;
  return [
    Number(answersIn) <= slowMs
      ? good('database', found)
      : bad('database', found, 'Put it nearer: the same machine, or the same network.'),
    ...(offMs > clockAtMostMs
      ? [bad('two clocks', clocks, 'Set both by the network: timedatectl set-ntp true.')]
      : []),
    await lookAtKey(context),
  ];
}

async function lookAtKey({ store, secrets }: Context): Promise<Finding> {
  const kept = await keyFingerprint(store.read);
  if (kept === undefined) {
    return unsure('key', 'the database has met none yet', 'Load a program first.');
  }
  const found = `fingerprint ${kept.slice(0, 8)}`;
  return (await isItsSecretKey({ store, secrets }))
    ? good('key', found)
    : bad('key', `not the one of the database (${found})`, 'Set SECRET_KEY as it was.');
}

/** In production nobody may sign in with a PIN that stands in our sources. */
export async function lookAtPins(context: Context): Promise<Finding[]> {
  const who = (await publishedPins(context)).map(({ storeId, name }) => `${storeId} ${name}`);
  if (who.length === 0) return [];
  const found = `with PINs of the demonstration, which everybody can read: ${who.join(', ')}`;
  const todo = `For each: npm run admin -- dismiss ${who[0]} (or new-pin, where they work there).`;
  return [bad('associates', found, todo)];
}

/** Members must be able to read who is responsible for their data (GDPR, article 13). */
export async function lookAtCompany({ store, now }: Context): Promise<Finding[]> {
  const about = 'company';
  if (await isClockBehind({ store, now })) {
    const found =
      'not known, because the clock says a time before the first program of the shop began';
    return [bad(about, found, 'Set the clock of this machine, and let it follow others (NTP).')];
  }
  const inForce = await programInForce(store, store.read, now());
  if (!inForce) return [];
  const { company } = inForce.program;
  if (company) return [good(about, `${company.name}, ${company.address}`)];
  const todo = 'Add company: { name: NAME, address: ADDRESS } to the program (docs/program.md).';
  return [unsure(about, 'the program does not say who is responsible', todo)];
}

export async function lookAtDisk({ dataDir }: Config): Promise<Finding> {
  const about = 'disk';
  try {
    const { bavail, bsize } = await statfs(dataDir);
    const found = `${((bavail * bsize) / 1e9).toFixed(1)} GB free at ${dataDir}`;
    return bavail * bsize >= leastFreeBytes
      ? good(about, found)
      : bad(about, found, 'Make room, or move DATA_DIR to a larger disk.');
  } catch (fault) {
    return unsure(
      about,
      `${dataDir}: ${systemReason(fault)}`,
      'Make the folder, if one is wanted.',
    );
  }
}

/** systemd knows whether the clock follows the network; elsewhere nobody here does. */
export async function lookAtClock(): Promise<Finding> {
  const about = 'clock';
  try {
    const asked = ['show', '--property=NTPSynchronized', '--value'];
    const { stdout } = await promisify(execFile)('timedatectl', asked, { timeout: 3_000 });
    return stdout.trim() === 'yes'
      ? good(about, 'set by the network')
      : bad(about, 'not set by the network', 'timedatectl set-ntp true');
  } catch {
    return unsure(about, 'nobody here says whether it is set by the network', 'Look: date --utc');
  }
}

export async function lookAtBuild({ buildDir }: Config): Promise<Finding> {
  const about = 'build';
  const renderer = join(buildDir, 'render/render.js');
  if (!existsSync(renderer) || !existsSync(join(buildDir, 'app'))) {
    return bad(about, `none in ${buildDir}`, 'npm run build');
  }
  const { mtime } = await stat(renderer);
  return good(
    about,
    `Tillpass ${version}, of ${mtime.toISOString().slice(0, 16).replace('T', ' ')} UTC in ${buildDir}`,
  );
}

export async function lookAtRuns({ dataDir }: Config, now: number): Promise<readonly Finding[]> {
  const one = async (name: RunName): Promise<Finding> => {
    const about = `last ${name}`;
    const last = await lastRun(dataDir, name);
    const todo = `npm run admin -- ${name}${name === 'verify' ? '' : ' FOLDER'}, every night`;
    if (!last) return unsure(about, `none is noted in ${dataDir} yet`, todo);
    const found = dayAndTime(last.at);
    if (!last.ok) return bad(about, `${found}, and it failed`, `Run it and read: ${todo}`);
    return now - last.at <= nightlyMs ? good(about, found) : bad(about, found, todo);
  };
  const nightly = await Promise.all([one('verify'), one('backup'), one('drill')]);
  return [...nightly, ...(await lookAtShipping(dataDir, now))];
}

/** Nothing where nobody has ever shipped: a nightly backup may be enough. */
async function lookAtShipping(dataDir: string, now: number): Promise<readonly Finding[]> {
  const last = await lastRun(dataDir, 'ship');
  if (!last) return [];
  const [about, found] = ['last ship', dayAndTime(last.at)];
  const todo = 'Look why it does not run, or no more: npm run admin -- ship FOLDER';
  return [last.ok && now - last.at <= shippedMs ? good(about, found) : bad(about, found, todo)];
}

const dayAndTime = (at: number): string =>
  `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
