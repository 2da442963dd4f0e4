import { type Stats, statSync } from 'node:fs';
import { systemReason } from '#server/start/setting-fault.ts';
import { AdminFault } from './admin-command.ts';

/** Why a file that somebody named can't be taken. */
export const fileFault = (file: string, why: string): AdminFault =>
  new AdminFault(`The file "${file}" can't be read: ${why}.`);

/** The size of a file that somebody named, in bytes. @throws AdminFault where it is none */
export function sizeOfGiven(file: string): number {
  let found: Stats;
  try {
    found = statSync(file);
  } catch (error) {
    throw fileFault(file, systemReason(error));
  }
  if (found.isDirectory()) throw fileFault(file, 'it is a folder');
  return found.size;
}
