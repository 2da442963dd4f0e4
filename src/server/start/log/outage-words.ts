import type { Outage } from '#server/storage/outage/outage.ts';

/** What people read of an outage. */
interface OutageWords {
  /** The one line in the server's log. */
  readonly log: string;
  /** What a command or a start met. */
  readonly met: string;
  /** What to do then; it follows `met`. */
  readonly todo: string;
}

/** SQLite's file lives on in the process until it ends, and can be had from there. */
const putBack =
  'put the file and its -wal back into their place; if they were deleted, first copy them out of /proc/PID/fd of the server (docs/operations.md)';

export const outageWords: Readonly<Record<Outage, OutageWords>> = {
  away: {
    log: 'the database is away: what needs it is answered with 503 until it is back',
    met: 'The database went away',
    todo: 'start it, or mend the way to it, and try again; what was acknowledged is kept.',
  },
  full: {
    log: 'the database can write nothing more (disk full, failing or read-only, or this account may not write it): what writes is answered with 503',
    met: 'The database can write nothing',
    todo: 'its disk is full, failing or read-only, or this account may not write its file. Make room or give the right, and start again; nothing is lost.',
  },
  moved: {
    log: `the database's file is no longer in its place: what writes is answered with 503. Do not restart the server, which would lose it: ${putBack}`,
    met: "The database's file is no longer in its place",
    todo: `do not restart the server, and do not start one: it would begin an empty shop. Where one still runs, ${putBack}.`,
  },
  unreadable: {
    log: 'a part of the database cannot be read (a disk that fails, or a damaged file): what needs it is answered with 503; look at the disk, then run verify',
    met: 'A part of the database cannot be read',
    todo: 'look at its disk; where it stays so, restore the latest backup (docs/backup.md).',
  },
  slow: {
    log: 'the database does not answer in time (locks held, or too much to do): what waits is answered with 503',
    met: 'The database did not answer in time',
    todo: 'somebody holds a lock, or it has too much to do. Try again when that is over.',
  },
  clock: {
    log: 'the clock of this machine is behind the first program of the shop: what needs it is answered with 503 until the clock is set',
    met: 'The clock of this machine is behind the first program of the shop',
    todo: 'set it, and try again; nothing is lost.',
  },
  missing: {
    log: 'the database lacks tables of this version, or lets this account not use them (is it being restored?): everything is answered with 503 until they are there; tables of an older version come up to date when the server is started again',
    met: 'The database lacks tables of this version, or keeps this account from them',
    todo: 'if it is being restored, try again when that is done; else look at DATABASE_URL and DATA_DIR.',
  },
};
