import { type Kysely, PostgresAdapter } from 'kysely';

/**
 * Whether it is PostgreSQL. Queries are written once; the few places where the two databases differ (row locks, column
 * types, triggers) ask here. The schema's type makes no difference.
 */
export const isPostgres = <T>(db: Kysely<T>): boolean =>
  db.getExecutor().adapter instanceof PostgresAdapter;
