// Programs that a test asks for and a machine may not have: found where they are installed, else fetched from Debian.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const tools = join(import.meta.dirname, '../dist/tools');

/** Makes apt give up on a closed network after some seconds. */
const patience = ['-o', 'Acquire::Retries=1', '-o', 'Acquire::http::Timeout=10'];
const fetchWithinMs = 60_000;

const run = promisify(execFile);

/**
 * The path of a program of a Debian package. It is unpacked below dist and not installed: installing needs root, changes
 * the machine, and starts the service that the package is for.
 * @returns null where there is none and none can be had; a machine is asked once, and `dist/tools` is what it remembers
 */
export async function debianTool(program: string, from: string): Promise<string | null> {
  const folder = join(tools, from);
  const found = installed(program) ?? unpacked(folder, program);
  if (found || existsSync(join(folder, 'in-vain'))) return found;
  await mkdir(folder, { recursive: true });
  try {
    await fetchPackage(from, folder);
  } catch (fault) {
    await writeFile(join(folder, 'in-vain'), String(fault));
  }
  return unpacked(folder, program);
}

/** Why a test of the program is skipped, so that nobody takes a green line for more than it is. */
export const isMissing = (program: string, from: string): string =>
  `${program} is not here, and Debian's package ${from} could not be fetched (tried once: delete dist/tools to try again)`;

const places = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];

/** The path of a program that the machine has. */
export const installed = (program: string): string | null =>
  places.map((place) => join(place, program)).find((file) => existsSync(file)) ?? null;

const unpacked = (folder: string, program: string): string | null =>
  ['usr/bin', 'usr/sbin']
    .map((place) => join(folder, place, program))
    .find((file) => existsSync(file)) ?? null;

async function fetchPackage(name: string, folder: string): Promise<void> {
  const options = { cwd: folder, timeout: fetchWithinMs };
  const download = () => run('apt-get', ['download', ...patience, name], options);
  try {
    await download();
  } catch {
    // A fresh machine has no list of packages yet.
    await run('apt-get', ['update', ...patience], options);
    await download();
  }
  const file = (await readdir(folder)).find((entry) => entry.endsWith('.deb'));
  if (!file) throw new Error('nothing came');
  await run('dpkg-deb', ['--extract', file, '.'], options);
  await rm(join(folder, file));
}
