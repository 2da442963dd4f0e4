import { sql } from 'kysely';
import { isPostgres } from '#server/storage/db/dialect.ts';
import type { Store } from '#server/storage/db/store.ts';

/**
 * Waits until every committed event can be read. A PostgreSQL server counts the transactions of all its databases
 * together, so a test that runs beside this one can delay events for a moment.
 */
export async function settled({ read }: Store): Promise<void> {
  if (!isPostgres(read)) return;
  const horizon = async () => {
    const { rows } = await sql<{ oldest: number; next: number }>`
      select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as oldest,
        pg_snapshot_xmax(pg_current_snapshot())::text::bigint as next`.execute(read);
    return rows[0] ?? { oldest: 0, next: 0 };
  };
  const { next } = await horizon();
  while ((await horizon()).oldest < next) {}
}
