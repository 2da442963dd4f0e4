import { NotBuilt } from '#server/http/pages/not-built.ts';
import { StorageUnavailable } from '#server/storage/db/storage-unavailable.ts';
import { type Outage, outageOf } from '#server/storage/outage/outage.ts';
import { withoutSecrets } from './log/log-scrub.ts';
import { SettingFault } from './setting-fault.ts';

/** A start that failed for a reason that somebody can correct. Its message says everything. */
export class StartFault extends Error {}

/** Why a port can't be used, in words, by the system's code. */
const listenFaults: Readonly<Record<string, (fault: SystemFault) => string>> = {
  EADDRINUSE: ({ port }) => `Port ${port} is taken: end what uses it, or set PORT to another.`,
  EACCES: ({ port }) => `Port ${port} may not be used by this account: set PORT to 1024 or above.`,
  EADDRNOTAVAIL: ({ address }) => `HOST ${address} is no address of this machine.`,
  ENOTFOUND: ({ hostname }) =>
    `HOST ${hostname} is not known: set HOST to an address of this machine.`,
};

/** What a command or a start met in the database, and what to do. */
const outages: Readonly<Record<Outage, readonly [string, string]>> = {
  away: [
    'The database went away',
    'start it, or mend the way to it, and try again; what was acknowledged is kept.',
  ],
  full: [
    'The database can write nothing',
    'its disk is full, failing or read-only. Make room and start again; nothing is lost.',
  ],
  unreadable: [
    'A part of the database cannot be read',
    'look at its disk; where it stays so, restore the latest backup (docs/backup.md).',
  ],
  slow: [
    'The database did not answer in time',
    'somebody holds a lock, or it has too much to do. Try again when that is over.',
  ],
  clock: [
    'The clock of this machine is behind the first program of the shop',
    'set it, and try again; nothing is lost.',
  ],
  missing: [
    'The database lacks tables of this version, or keeps this account from them',
    'if it is being restored, try again when that is done; else look at DATABASE_URL and DATA_DIR.',
  ],
};

interface SystemFault {
  readonly syscall?: string;
  readonly code?: string;
  readonly port?: number;
  readonly address?: string;
  readonly hostname?: string;
}

/** One clear line for what people can correct; the stack, without secrets, for a bug. */
export function failureText(error: unknown): string {
  if (typeof error === 'string') return error;
  if (!(error instanceof Error)) return String(error);
  const expected = [SettingFault, StartFault, StorageUnavailable, NotBuilt].some(
    (kind) => error instanceof kind,
  );
  if (expected) return error.message;
  const outage = outageOf(error);
  if (outage) {
    const [met, todo] = outages[outage];
    return `${met} (${withoutSecrets(error.message)}): ${todo}`;
  }
  const fault = error as Error & SystemFault; // Node adds these fields to what the system refuses.
  const listening = fault.syscall === 'listen' || fault.syscall === 'getaddrinfo';
  const line = listening && fault.code ? listenFaults[fault.code] : undefined;
  return line ? line(fault) : withoutSecrets(error.stack ?? error.message);
}

/** Says why and ends with status 1, at once, because nothing was promised to anybody yet. */
export function endWith(error: unknown): never {
  process.stderr.write(`${failureText(error)}\n`);
  process.exit(1);
}
