import type { Kysely } from 'kysely';
import { createTable, makeImmutable, oneOf } from '#server/storage/db/migrations/table.ts';

/** Pictures of programs, so that every process serves them and needs no file of its own. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'pictures', {
    columns: { hash: 'text', width: 'whole', kind: 'text', content: 'text', stored_at: 'whole' },
    key: ['hash', 'width', 'kind'],
    checks: { kind: oneOf('kind', ['avif', 'webp', 'jpeg']) },
  });
  await makeImmutable(db, 'pictures');
}
