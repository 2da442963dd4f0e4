import { randomBytes } from 'node:crypto';
import { createApp } from '#server/http/create-app.ts';
import { openStore } from '#server/storage/engines/open.ts';
import { testDatabaseUrl } from './database.ts';
import type { Tillpass } from './tillpass.ts';

/** A server over the same data, as another process has it: with connections and a memory of its own. */
export type Another = Pick<Tillpass, 'app' | 'context' | 'close'>;

/** Serves the same shop as another process would. On SQLite, whose file has one server, it is the same server. */
export async function anotherProcess(t: Tillpass): Promise<Another> {
  if (!testDatabaseUrl) return { app: t.app, context: t.context, close: async () => {} };
  const { store, live } = await openStore({
    dataDir: '',
    databaseUrl: t.adminSettings.DATABASE_URL,
    log: { warn: () => {} },
    randomBytes,
  });
  const context = { ...t.context, store, live, randomBytes };
  const app = await createApp(context, t.options);
  const close = async () => {
    await app.close();
    await store.close();
  };
  return { app, context, close };
}
