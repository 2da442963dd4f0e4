import { NotBuilt } from '#server/http/pages/not-built.ts';
import { StorageUnavailable } from '#server/storage/db/storage-unavailable.ts';
import { outageOf } from '#server/storage/outage/outage.ts';
import { withoutSecrets } from './log/log-scrub.ts';
import { outageWords } from './log/outage-words.ts';
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
  EAI_AGAIN: ({ hostname }) =>
    `HOST ${hostname} can't be looked up now: set HOST to an address of this machine.`,
};

interface SystemFault {
  readonly syscall?: string;
  readonly code?: string;
  readonly port?: number;
  readonly address?: string;
  readonly hostname?: string;
}

/**
 * What to throw when our own port could not be opened: the codes are those of a database that is away, and only who
 * listened knows that it is none.
 * @returns a StartFault, or the fault itself where there are no words for it
 */
export function listenFault(fault: unknown): unknown {
  if (!(fault instanceof Error)) return fault;
  const said = fault as Error & SystemFault; // Node adds these fields to what the system refuses.
  const line = said.code ? listenFaults[said.code] : undefined;
  return line ? new StartFault(line(said), { cause: fault }) : fault;
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
  return withoutSecrets(error.stack ?? error.message);
}

/** Says why and ends with status 1, at once, because nothing was promised to anybody yet. */
export function endWith(error: unknown): never {
  process.stderr.write(`${failureText(error)}\n`);
  process.exit(1);
}
