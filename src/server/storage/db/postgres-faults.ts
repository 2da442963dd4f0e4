import { StorageUnavailable } from './storage-unavailable.ts';

const serialisationFailure = '40001';
const deadlock = '40P01';
/**
 * Two transactions made the same row at once. In another run the one that lost finds the other's row and answers from
 * it.
 */
const uniqueViolation = '23505';

const passing: readonly string[] = [serialisationFailure, deadlock, uniqueViolation];

/** True when the same work may succeed if it is simply done again. */
export function mayRunAgain(fault: unknown): boolean {
  return passing.includes(codeOf(fault) ?? '');
}

/**
 * True when a statement was prepared before a newer version changed its table. PostgreSQL has no code for it alone, and
 * its sentence has a language, so this is the name of the function that finds it.
 */
export const hasOldPlan = (fault: unknown): boolean =>
  fault instanceof Error && 'routine' in fault && fault.routine === 'RevalidateCachedQuery';

/** True when somebody else held a lock for longer than we wait. */
export const waitedTooLong = (fault: unknown): boolean => codeOf(fault) === '55P03';

/** True when the server takes no writes, as one that follows another. */
export const isReadOnly = (fault: unknown): boolean => codeOf(fault) === '25006';

/** PostgreSQL's five characters or Node's word (ECONNREFUSED). */
function codeOf(fault: unknown): string | null {
  if (!(fault instanceof Error) || !('code' in fault)) return null;
  return typeof fault.code === 'string' ? fault.code : null;
}

const advice: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing answers there; is PostgreSQL running?',
  ENOTFOUND: 'the host is unknown',
  ETIMEDOUT: 'it did not answer in time',
  '28P01': 'the password is wrong',
  '28000': 'this account may not connect',
  '3D000': 'that database does not exist; create it first',
  '42501': 'this account may not create tables; grant it CREATE on the schema',
  '53300': 'the server has no connection left; raise max_connections',
};

/** Another program's database, or a new one: only a start and a first program may fill it. */
export const emptyDatabase = (databaseUrl: string): StorageUnavailable =>
  new StorageUnavailable(
    `There is no Tillpass in the database at ${withoutAccount(databaseUrl)}: DATABASE_URL is probably not set as it is for the server.`,
  );

/** One line for whoever starts the server, without the URL's password. */
export function unreachable(databaseUrl: string, fault: unknown): StorageUnavailable {
  if (fault instanceof StorageUnavailable) return fault;
  const reason =
    advice[codeOf(fault) ?? ''] ?? (fault instanceof Error ? fault.message : String(fault));
  return new StorageUnavailable(
    `The database at ${withoutAccount(databaseUrl)} can't be used: ${reason}`,
    fault,
  );
}

/** An address of PostgreSQL, whose hosts may be several, which no URL has. */
interface Address {
  /** `postgres://account@` */
  readonly before: string;
  readonly hosts: readonly string[];
  /** The name and what follows. */
  readonly after: string;
}

/** @returns null: it is no address */
function readAddress(databaseUrl: string): Address | null {
  const start = databaseUrl.indexOf('://') + 3;
  if (start < 3) return null;
  const length = databaseUrl.slice(start).search(/[/?]/);
  const end = length === -1 ? databaseUrl.length : start + length;
  // A password may have an @ in it; the last one is in front of the hosts.
  const from = Math.max(start, databaseUrl.lastIndexOf('@', end - 1) + 1);
  return {
    before: databaseUrl.slice(0, from),
    hosts: databaseUrl.slice(from, end).split(','),
    after: databaseUrl.slice(end),
  };
}

/**
 * The servers of an address with several, as libpq has it: `postgres://account@one:5432,two:5432/name`.
 * @returns an address for each
 */
export function serversOf(databaseUrl: string): readonly string[] {
  const address = readAddress(databaseUrl);
  if (!address || address.hosts.length === 1) return [databaseUrl];
  const { before, hosts, after } = address;
  return hosts.map((host) => before + host + after);
}

/** A database as people name it: host or hosts, and name, without account and password. */
export function withoutAccount(databaseUrl: string): string {
  const servers = serversOf(databaseUrl);
  if (!servers.every((one) => URL.canParse(one))) return 'DATABASE_URL';
  const urls = servers.map((one) => new URL(one));
  const [{ protocol, pathname } = new URL(databaseUrl)] = urls;
  return `${protocol}//${urls.map(({ host }) => host).join(',')}${pathname}`;
}
