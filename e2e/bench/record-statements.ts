import { StatementSync } from 'node:sqlite';
import pg from 'pg';
import type { Given, Statement } from './load-plan.ts';

interface Recording {
  /** Stops it. @returns what the database was asked, in order */
  end(): Statement[];
}

/** What only frames the statements of an act; the comparison has a frame of its own. */
const frame = /^(begin|commit|savepoint|release|rollback|start transaction|set local)/i;

/** Writes down what this process asks its database from now on. */
export const recordStatements = (): Recording =>
  process.env.DATABASE_URL ? recordPostgres() : recordSqlite();

function recordSqlite(): Recording {
  const { all, run } = StatementSync.prototype;
  const seen: Statement[] = [];
  const note = (how: 'all' | 'run', { sourceSQL: sql }: StatementSync, given: unknown[]) => {
    if (!frame.test(sql)) seen.push({ sql, how, parameters: given as Given[] }); // The product sends texts, numbers and null.
  };
  StatementSync.prototype.all = function (this: StatementSync, ...given: never[]) {
    note('all', this, given);
    return Reflect.apply(all, this, given);
  };
  StatementSync.prototype.run = function (this: StatementSync, ...given: never[]) {
    note('run', this, given);
    return Reflect.apply(run, this, given);
  };
  return {
    end: () => {
      Object.assign(StatementSync.prototype, { all, run });
      return seen;
    },
  };
}

/** Without the notices to other processes: they are no part of what a redemption has to keep. */
function recordPostgres(): Recording {
  const { query } = pg.Client.prototype;
  const seen: Statement[] = [];
  const recording = function (this: pg.Client, asked: string | pg.QueryConfig, given?: unknown[]) {
    const sql = typeof asked === 'string' ? asked : asked.text;
    const parameters = (typeof asked === 'string' ? given : asked.values) ?? [];
    if (!frame.test(sql) && !sql.includes('pg_notify'))
      seen.push({ sql, how: 'all', parameters: parameters as Given[] }); // As above.
    return Reflect.apply(query, this, [asked, given]);
  };
  pg.Client.prototype.query = recording as typeof query;
  return {
    end: () => {
      pg.Client.prototype.query = query;
      return seen;
    },
  };
}
