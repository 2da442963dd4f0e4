/** A failure of the database or its disk, not of the work. */
export type Outage =
  /** Nobody answers, or the database lets nobody in. */
  | 'away'
  /** The database answers, and can't write. */
  | 'full'
  /** SQLite's file or its log is no longer in its place: what is written would be gone with the process. */
  | 'moved'
  /** It answers, and a part of it can't be read: a disk that fails, or a damaged file. */
  | 'unreadable'
  /** It answers, and not in time: somebody holds a lock, or it has too much to do. */
  | 'slow'
  /** It answers, and its tables are not there, or not those of this version: it is being restored. */
  | 'missing'
  /** It is well, and our own clock says a time before anything in it: nothing can be dated. */
  | 'clock';

/** A machine that started without a clock of its own, and has not been told the time yet. */
export class ClockBehind extends Error {
  constructor(now: number, begun: number) {
    const [says, first] = [now, begun].map((at) => new Date(at).toISOString());
    super(`the clock says ${says}, and the first program began at ${first}: set the clock`);
  }
}

/** Node's codes for a server that is not there. */
const gone = /^(?:ECONN\w+|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH)$/;
/** Node's codes for a disk that takes nothing. */
const diskFull = /^(?:ENOSPC|EDQUOT|EROFS)$/;

/**
 * PostgreSQL's codes by what they are for us: one of a class stands before the class. What is not here is a fault of the
 * work: a value, a constraint, a statement that PostgreSQL does not understand.
 */
const states: readonly (readonly [RegExp, Outage])[] = [
  // A broken connection, a commit of which nobody knows, an account that is let in no more, a database that was dropped.
  [/^(?:08\w{3}|40003|28\w{3}|3D000|57P0[1-5]|57000)$/, 'away'],
  // No connection is left; a server that still recovers, and can't do this yet.
  [/^(?:53300|55000)$/, 'away'],
  // A full disk, a failed write, and a database that has become read-only.
  [/^(?:53100|58030|25006)$/, 'full'],
  // The ends of waiting: for a lock, for a statement, for a transaction's next one. Work that lost a race each time.
  [/^(?:55P03|55006|57014|25P0[34]|40001|40P01)$/, 'slow'],
  // No memory, or another limit of the machine.
  [/^53\w{3}$/, 'slow'],
  // A damaged table or index, and a file that is not there. XX000 is what PostgreSQL itself did not expect, such as two
  // changes of one object at once: a fault of the work.
  [/^(?:XX00[12]|58\w{3})$/, 'unreadable'],
  // No schema, table or column of that name, or not for this account: a restore has not come to it yet. A function or
  // type that is not there (42883, 42704) is a statement of ours with a value of another type.
  [/^(?:3F000|42P01|42703|42501)$/, 'missing'],
];

/** SQLite has one code for this and for a statement that it does not understand. */
const lacking = /^no such (?:table|column)\b/;
const sqliteError = 1;
/** Somebody changed the tables while a statement ran. */
const sqliteSchema = 17;

/**
 * SQLite's codes: a database that is malformed, which is also what it makes of a read that failed, a file that is no
 * database, and the other failed reads, which only the higher bits tell from failed writes.
 */
const sqliteUnreadable: readonly number[] = [11, 26];
const sqliteReadFailed: readonly number[] = [266, 522];
/** SQLITE_READONLY_DBMOVED, which `SqlitePlace` gives. */
const sqliteMoved = 1032;
/** SQLite's codes without the higher bits: a file that this account may not use, a failed write, a read-only file, a full disk. */
const sqliteFull: readonly number[] = [3, 8, 10, 13];
/** SQLite can't open its file, or another process holds it for longer than we wait: a backup, a command. */
const sqliteAway: readonly number[] = [5, 6, 14, 15];
/** SQLite has no memory left. */
const sqliteSlow: readonly number[] = [7];

/** pg reports these without a code. */
const lost =
  /^(?:Connection terminated|timeout exceeded when trying to connect|timeout expired|Client was closed|Client has encountered a connection error)/;

/** Faults that said `missing` while every table was there: a statement of ours with a wrong name. */
const refuted = new WeakSet<Error>();

/** A look has found every table, so this fault is one of the work. */
export function refuteMissing(fault: unknown): void {
  if (fault instanceof Error) refuted.add(fault);
}

/** The kind of outage behind a fault or its cause; null: the work itself failed. */
export function outageOf(fault: unknown): Outage | null {
  if (!(fault instanceof Error) || refuted.has(fault)) return null;
  if (fault instanceof ClockBehind) return 'clock';
  // Drivers put these fields on their errors; their types are checked first.
  const { code, errcode } = fault as { code?: unknown; errcode?: unknown };
  if (typeof errcode === 'number') return ofSqlite(errcode, fault.message);
  if (typeof code === 'string') {
    if (gone.test(code)) return 'away';
    if (diskFull.test(code)) return 'full';
    const [, outage] = states.find(([codes]) => codes.test(code)) ?? [];
    if (outage) return outage;
  }
  if (lost.test(fault.message)) return 'away';
  return fault instanceof AggregateError
    ? (fault.errors.map(outageOf).find(Boolean) ?? null)
    : outageOf(fault.cause);
}

function ofSqlite(errcode: number, message: string): Outage | null {
  const kind = errcode & 0xff;
  if (sqliteReadFailed.includes(errcode) || sqliteUnreadable.includes(kind)) return 'unreadable';
  if (errcode === sqliteMoved) return 'moved';
  if (sqliteFull.includes(kind)) return 'full';
  if (sqliteAway.includes(kind)) return 'away';
  if (sqliteSlow.includes(kind)) return 'slow';
  if (kind === sqliteSchema) return 'missing';
  return kind === sqliteError && lacking.test(message) ? 'missing' : null;
}
