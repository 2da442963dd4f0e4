import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { SettingFault, shown, systemReason } from './setting-fault.ts';

/**
 * Makes the data folder if it is missing; only its owner may read it.
 * @returns its absolute path
 * @throws SettingFault when it can't be made or written to
 */
export function openDataFolder(path: string): string {
  const folder = resolve(path);
  try {
    makeFolder(folder);
    // Tried and not asked: permissions say nothing about a full or read-only disk, or to root.
    const probe = join(folder, `.probe-${process.pid}`);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    throw new SettingFault(
      'DATA_DIR',
      `must be a folder that can be written to; ${shown(folder)} cannot: ${systemReason(error)}`,
    );
  }
  return folder;
}

/**
 * By hand: Node's `recursive` never returns if the system says "no such file" although the parent exists, as in /proc.
 */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}
