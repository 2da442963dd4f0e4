import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { SettingFault, shown, systemReason } from './setting-fault.ts';

/**
 * Makes the data folder when it is not there; only its owner may look into it.
 * @returns its absolute path
 * @throws SettingFault when it cannot be made or written to
 */
export function openDataFolder(path: string): string {
  const folder = resolve(path);
  try {
    makeFolder(folder);
    // Tried rather than asked: permissions say nothing of a full disk or a read-only one, nor to root.
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
 * By hand: Node's `recursive` never returns where the system refuses with "no such file" although the
 * parent is there, as it does in /proc.
 */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}
