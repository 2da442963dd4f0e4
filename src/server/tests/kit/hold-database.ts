import { connect, createServer, type Socket } from 'node:net';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#server/storage/db/schema.ts';
import { testDatabaseUrl } from './database.ts';
import type { Tillpass } from './tillpass.ts';

/** Nobody joins until it is let go: SQLite has one writer, and on PostgreSQL somebody has locked the members. */
export async function holdDatabase({ context }: Pick<Tillpass, 'context'>) {
  const held = Promise.withResolvers<void>();
  const end = Promise.withResolvers<void>();
  const over = context.store.transact(async ({ db }) => {
    if (testDatabaseUrl) await sql`lock table members`.execute(db);
    held.resolve();
    await end.promise;
  });
  await Promise.race([held.promise, over]);
  return async (): Promise<void> => {
    end.resolve();
    await over;
  };
}

/** A way to PostgreSQL that can be made to carry nothing more, without a word to either side. */
export async function wayThatFreezes(databaseUrl: string) {
  const to = new URL(databaseUrl);
  const ends = new Set<Socket>();
  let isFrozen = false;
  const carry = (from: Socket, to: Socket) => {
    ends.add(from);
    from.on('data', (bytes) => {
      if (!isFrozen) to.write(bytes);
    });
    from.on('error', () => to.destroy());
    from.on('close', () => to.destroy());
  };
  const server = createServer((near) => {
    const far = connect(Number(to.port), to.hostname);
    carry(near, far);
    carry(far, near);
  });
  const port = await new Promise<number>((listens) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address && typeof address === 'object') listens(address.port);
    });
  });
  const way = new URL(databaseUrl);
  way.host = `127.0.0.1:${port}`;
  // The folder of a socket, which would be asked in the address's place.
  way.searchParams.delete('host');
  return {
    url: way.href,
    freeze: () => {
      isFrozen = true;
    },
    close: () => {
      for (const end of ends) end.destroy();
      server.close();
    },
  };
}

/**
 * Comes back when so many wait for a lock, in the order in which they will get it, or when `act` is over. On SQLite, where
 * the second writer waits anyway, at once.
 */
export async function untilWaiting(
  db: Kysely<Tables>,
  act: Promise<unknown>,
  count: number,
): Promise<void> {
  let isOver = false;
  const over = () => {
    isOver = true;
  };
  act.then(over, over);
  while (testDatabaseUrl && !isOver) {
    const { rows } = await sql<{ waiting: number }>`
      select count(*) as waiting from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(db);
    if ((rows[0]?.waiting ?? 0) >= count) return;
  }
}
