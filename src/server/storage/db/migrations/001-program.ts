import type { Kysely } from 'kysely';
import { createTable, makeImmutable } from './table.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'programs', {
    columns: { version: 'whole', document: 'text', loaded_at: 'whole' },
    key: ['version'],
    checks: { counts: 'version >= 1' },
  });
  await makeImmutable(db, 'programs');

  await createTable(db, 'reward_stocks', {
    columns: { reward_id: 'text', shard: 'whole', remaining: 'whole', loaded: 'whole' },
    key: ['reward_id', 'shard'],
    checks: { left: 'remaining >= 0 and remaining <= loaded', sharded: 'shard >= 0' },
  });
}
