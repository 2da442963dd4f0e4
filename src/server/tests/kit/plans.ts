import { DatabaseSync, type SQLInputValue, StatementSync } from 'node:sqlite';
import { mock } from 'node:test';

/** The statements that SQLite has run in this process, with values that one was run with. */
type Statements = ReadonlyMap<string, readonly SQLInputValue[]>;

/** Notes every statement while the work runs. */
export async function statementsOf(work: () => Promise<void>): Promise<Statements> {
  const seen = new Map<string, readonly SQLInputValue[]>();
  await noting(work, (sql, values) => void seen.set(sql, values));
  return seen;
}

/** How often statements that match run meanwhile. */
export async function timesRun(statement: RegExp, work: () => Promise<void>): Promise<number> {
  let times = 0;
  await noting(work, (sql) => {
    if (statement.test(sql)) times += 1;
  });
  return times;
}

async function noting(
  work: () => Promise<void>,
  noted: (sql: string, values: readonly SQLInputValue[]) => void,
): Promise<void> {
  const { all, run } = StatementSync.prototype;
  const note = (statement: StatementSync, values: readonly SQLInputValue[]) =>
    noted(statement.sourceSQL, values);
  mock.method(
    StatementSync.prototype,
    'all',
    function noted(this: StatementSync, ...values: SQLInputValue[]) {
      note(this, values);
      return Reflect.apply(all, this, values);
    },
  );
  mock.method(
    StatementSync.prototype,
    'run',
    function noted(this: StatementSync, ...values: SQLInputValue[]) {
      note(this, values);
      return Reflect.apply(run, this, values);
    },
  );
  try {
    await work();
  } finally {
    mock.restoreAll();
  }
}

/** Reads no more rows than its limit: it has no condition, and follows an index. */
const isBounded = (sql: string, plan: readonly string[]): boolean =>
  !/\bwhere\b/i.test(sql) &&
  /\blimit\b/i.test(sql) &&
  !plan.some((line) => /TEMP B-TREE FOR (?!LAST TERM)/.test(line));

/** What is read whole: a table, and by which of its indexes. */
const walk = /^SCAN (?!\d+-ROW |(?:\d+ )?CONSTANT )(\w+)(?: USING (?:COVERING )?INDEX (\w+))?/;

/**
 * The statements that read a whole table, with their plans. SQLite plans by the schema alone, as we never run ANALYZE,
 * so the plan over a small table is the plan over a grown one.
 * @param path the file of the database
 * @param small tables, and indexes of a part of one, that stay small, which may be read whole
 */
export function walksIn(
  path: string,
  statements: Statements,
  small: ReadonlySet<string>,
): { sql: string; plan: readonly string[] }[] {
  const file = new DatabaseSync(path, { readOnly: true });
  try {
    return [...statements].flatMap(([sql, values]) => {
      const plan = planOf(file, sql, values);
      const walked = plan.flatMap((line) => {
        const [, table, index = ''] = walk.exec(line) ?? [];
        return table === undefined || small.has(table) || small.has(index) ? [] : [table];
      });
      return walked.length === 0 || isBounded(sql, plan) ? [] : [{ sql, plan }];
    });
  } finally {
    file.close();
  }
}

/** The statements about a table, with what SQLite does for each part of them that reads it. */
export function plansAbout(
  table: string,
  path: string,
  statements: Statements,
): { sql: string; lines: readonly string[] }[] {
  const file = new DatabaseSync(path, { readOnly: true });
  const reads = new RegExp(`^(?:SCAN|SEARCH) ${table}\\b`);
  try {
    return [...statements].flatMap(([sql, values]) => {
      const lines = sql.includes(`"${table}"`)
        ? planOf(file, sql, values).filter((line) => reads.test(line))
        : [];
      return lines.length === 0 ? [] : [{ sql, lines }];
    });
  } finally {
    file.close();
  }
}

const planOf = (file: DatabaseSync, sql: string, values: readonly SQLInputValue[]): string[] =>
  file
    .prepare(`explain query plan ${sql}`)
    .all(...values)
    .map(({ detail }) => String(detail));
