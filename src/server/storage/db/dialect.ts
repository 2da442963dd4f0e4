import { type Kysely, PostgresAdapter } from 'kysely';

/**
 * Queries are written once. The few places where the two databases differ (row locks, column types,
 * triggers) ask here; a schema's type does not matter to the question.
 */
export const isPostgres = <T>(db: Kysely<T>): boolean =>
  db.getExecutor().adapter instanceof PostgresAdapter;
