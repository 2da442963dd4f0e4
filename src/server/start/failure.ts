import { NotBuilt } from '#server/http/pages/not-built.ts';
import { StorageUnavailable } from '#server/storage/db/storage-unavailable.ts';
import { outageOf } from '#server/storage/outage/outage.ts';
import { withoutSecrets } from './log/log-scrub.ts';
import { outageWords } from './outage-words.ts';
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
    const { met, todo } = outageWords[outage];
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
