/** A failure of the database or its disk, not of the work. */
export type Outage =
  /** Nobody answers, or the database lets nobody in. */
  | 'away'
  /** The database answers, and can't write. */
  | 'full'
  /** It answers, and a part of it can't be read: a disk that fails, or a damaged file. */
  | 'unreadable'
  /** It answers, and not in time: somebody holds a lock, or it has too much to do. */
  | 'slow'
  /** It is well, and our own clock says a time before anything in it: nothing can be dated. */
  | 'clock';

/** A machine that started without a clock of its own, and has not been told the time yet. */
export class ClockBehind extends Error {
  constructor(now: number, begun: number) {
    const [says, first] = [now, begun].map((at) => new Date(at).toISOString());
    super(`the clock says ${says}, and the first program began at ${first}: set the clock`);
  }
}

/** The codes of PostgreSQL and Node for a server that is not there, stops, starts, or has no connection left. */
const away =
  /^(?:ECONN\w+|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|08\w{3}|57P0[1-3]|53300)$/;
/** A full disk, a failed write, and a database that has become read-only. */
const full = /^(?:ENOSPC|EDQUOT|EROFS|53100|58030|25006)$/;
/** PostgreSQL's ends of waiting: for a lock, for a statement, for a transaction's next one. */
const slow = /^(?:55P03|57014|25P0[34])$/;

/** PostgreSQL's codes for a damaged table or index. */
const unreadable = /^XX00[12]$/;

/**
 * SQLite's codes: a database that is malformed, which is also what it makes of a read that failed, and the other failed
 * reads, which only the higher bits tell from failed writes.
 */
const sqliteUnreadable: readonly number[] = [11];
const sqliteReadFailed: readonly number[] = [266, 522];
/** SQLite's codes without the higher bits: a failed write, a read-only file, a full disk. */
const sqliteFull: readonly number[] = [8, 10, 13];
/** SQLite can't open its file, or another process holds it for longer than we wait: a backup, a command. */
const sqliteAway: readonly number[] = [5, 6, 14];

/** pg reports these without a code. */
const lost =
  /^(?:Connection terminated|timeout exceeded when trying to connect|timeout expired|Client was closed|Client has encountered a connection error)/;

/** The kind of outage behind a fault or its cause; null: the work itself failed. */
export function outageOf(fault: unknown): Outage | null {
  if (!(fault instanceof Error)) return null;
  if (fault instanceof ClockBehind) return 'clock';
  // Drivers put these fields on their errors; their types are checked first.
  const { code, errcode } = fault as { code?: unknown; errcode?: unknown };
  if (typeof errcode === 'number') {
    if (sqliteReadFailed.includes(errcode) || sqliteUnreadable.includes(errcode & 0xff))
      return 'unreadable';
    if (sqliteFull.includes(errcode & 0xff)) return 'full';
    if (sqliteAway.includes(errcode & 0xff)) return 'away';
  }
  if (typeof code === 'string' && away.test(code)) return 'away';
  if (typeof code === 'string' && full.test(code)) return 'full';
  if (typeof code === 'string' && unreadable.test(code)) return 'unreadable';
  if (typeof code === 'string' && slow.test(code)) return 'slow';
  if (lost.test(fault.message)) return 'away';
  return fault instanceof AggregateError
    ? (fault.errors.map(outageOf).find(Boolean) ?? null)
    : outageOf(fault.cause);
}
