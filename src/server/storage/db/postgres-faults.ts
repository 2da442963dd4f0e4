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
  EAI_AGAIN: 'names are not found from here; look at the DNS of this machine',
  EHOSTUNREACH: 'no way leads there from here; look at its address, and at firewalls',
  ENETUNREACH: 'no way leads there from here; look at its address, and at firewalls',
  ECONNRESET: 'it cut the connection; look at its log, and whether it wants TLS (sslmode=require)',
  ENOENT: 'there is no socket in that folder; is PostgreSQL running, and host= its folder?',
  EACCES: 'this account may not use its socket',
  CERT_HAS_EXPIRED: 'its certificate has ended; renew it',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name; connect by that one',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'nobody vouches for its certificate; name it by sslrootcert=',
  SELF_SIGNED_CERT_IN_CHAIN: 'its authority is not known here; name it by sslrootcert=',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its authority is not known here; name it by sslrootcert=',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its authority is not known here; name it by sslrootcert=',
  '28P01': 'the password is wrong',
  '28000': 'this account may not connect',
  '25006': 'it takes no writes, as one that follows another; name the one that it follows',
  '3F000': 'its schema is missing; look at search_path, or restore it',
  '42P01':
    'tables are missing in it; is it being restored? If not, restore a backup (docs/backup.md)',
  '42703': 'its tables are of another version, or half restored; restore a backup (docs/backup.md)',
  '53100': 'its disk is full; make room',
  '53200': 'it has no memory left; look at its settings and its log',
  '55P03':
    'somebody holds a lock on its tables; end what has been open for long (pg_stat_activity)',
  '57014': 'it took too long; look what else it is doing (pg_stat_activity)',
  '57P01': 'it is being stopped; start it',
  '57P02': 'it has crashed and starts again; look at its log',
  '57P03': 'it is starting or recovering; wait, and look at its log',
  '58030': 'its disk fails; look at its log',
  XX001: 'a table is damaged; look at its disk, and restore a backup (docs/backup.md)',
  XX002: 'an index is damaged; look at its disk, then reindex, and run verify',
  '3D000': 'that database does not exist; create it first',
  '42501': 'this account may not create tables; grant it CREATE on the schema',
  '53300': 'the server has no connection left; raise max_connections',
};

/** What pg says in a sentence of its own. */
const withoutCode: readonly (readonly [RegExp, string])[] = [
  [/client password must be|no password/i, 'it asks for a password, and DATABASE_URL has none'],
  [/does not support SSL/, 'it speaks no TLS; set that up there, or leave sslmode out'],
  [
    /^timeout e(?:xpired|xceeded)\b|(?:connection|read) timeout$/,
    'it did not answer in time; look at its address, and at firewalls',
  ],
  [
    /^Connection (?:terminated|ended)|^Client was closed|^Client has encountered a connection error/,
    'it cut the connection; look at its log',
  ],
];

/** Another program's database, or a new one: only a start and a first program may fill it. */
export const emptyDatabase = (databaseUrl: string): StorageUnavailable =>
  new StorageUnavailable(
    `There is no Tillpass in the database at ${withoutAccount(databaseUrl)}: DATABASE_URL is probably not set as it is for the server.`,
  );

/** One line for whoever starts the server, without the URL's password. */
export function unreachable(databaseUrl: string, fault: unknown): StorageUnavailable {
  if (fault instanceof StorageUnavailable) return fault;
  const said = fault instanceof Error ? fault.message : String(fault);
  const reason =
    advice[codeOf(fault) ?? ''] ??
    withoutCode.find(([sentence]) => sentence.test(said))?.[1] ??
    `it says "${said}"; look at its log, and at DATABASE_URL`;
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
