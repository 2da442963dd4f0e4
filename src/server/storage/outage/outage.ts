/** The database or its disk failed under the work, and not the work itself. */
export type Outage =
  /** Nobody answers, or nobody is let in. */
  | 'away'
  /** It answers, and nothing more can be written. */
  | 'full';

/** PostgreSQL's and Node's words for a server that is not there, ends, begins, or has no connection left. */
const away =
  /^(?:ECONN\w+|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|08\w{3}|57P0[1-3]|53300)$/;
/** A full disk, a failed write, and a database that has become read-only. */
const full = /^(?:ENOSPC|EDQUOT|EROFS|53100|58030|25006)$/;

/** SQLite's numbers without what the higher bits add: a failed write, a read-only file, a full disk. */
const sqliteFull: readonly number[] = [8, 10, 13];
/** SQLite can't open its file. */
const sqliteAway: readonly number[] = [14];

/** pg says these without a code. */
const lost = /^(?:Connection terminated|timeout exceeded when trying to connect|Client was closed)/;

/** What kind of outage a fault, or what caused it, tells of; null: it is a fault of the work. */
export function outageOf(fault: unknown): Outage | null {
  if (!(fault instanceof Error)) return null;
  // Drivers put these fields on their errors; whatever stands there is looked at before it is believed.
  const { code, errcode } = fault as { code?: unknown; errcode?: unknown };
  if (typeof errcode === 'number') {
    if (sqliteFull.includes(errcode & 0xff)) return 'full';
    if (sqliteAway.includes(errcode & 0xff)) return 'away';
  }
  if (typeof code === 'string' && away.test(code)) return 'away';
  if (typeof code === 'string' && full.test(code)) return 'full';
  if (lost.test(fault.message)) return 'away';
  return fault instanceof AggregateError
    ? (fault.errors.map(outageOf).find(Boolean) ?? null)
    : outageOf(fault.cause);
}
