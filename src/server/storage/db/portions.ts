/** A database takes only so many values in one statement: SQLite 32,766, PostgreSQL 65,535. */
const rowsAtOnce = 500;

/** Cuts rows into as many as one statement takes, of tables with at most 65 columns. */
export const portionsOf = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / rowsAtOnce) }, (_, n) =>
    all.slice(n * rowsAtOnce, (n + 1) * rowsAtOnce),
  );
