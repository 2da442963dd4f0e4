import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backupCommands } from '#server/admin/backup/admin-backup.ts';
import { restoreCommands } from '#server/admin/backup/admin-restore.ts';
import { openStore } from '#server/storage/engines/open.ts';
import { testContext } from '#server/tests/kit/context.ts';
import { posAt } from '#server/tests/kit/counter.ts';
import { openTestStore, type TestStore } from '#server/tests/kit/database.ts';
import { numberOf } from '#server/tests/kit/members.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { beginChain, isItsSecretKey } from '#server/usecases/program/its-secret-key.ts';

/** What a store needs besides its place, where nobody reads its log. */
export const quiet = {
  log: { warn: () => {} },
  randomBytes: (length: number) => new Uint8Array(length),
};

/** A shop on SQLite, whichever the run is on, and an empty PostgreSQL database. */
export interface MovingShop {
  readonly t: Tillpass;
  /** Opened anew where its servers start again. */
  shop: Context;
  readonly dataDir: string;
  readonly to: TestStore;
  readonly settings: { readonly DATA_DIR: string; readonly SECRET_KEY: string };
  readonly numbers: readonly string[];
}

/** Two members who have bought, in a backup that is restored into SQLite. */
export async function startMovingShop(): Promise<MovingShop> {
  const t = await startTillpass();
  await isItsSecretKey(t.context);
  await beginChain(t.context);
  const phone = await t.joined('moves@example.com');
  const numbers = [await numberOf(phone), await numberOf(await t.joined('leaves@example.com'))];
  for (const number of numbers)
    await posAt(t, 'main-1').purchase({ receiptNumber: `before-${number}`, member: { number } });
  const dataDir = await mkdtemp(join(tmpdir(), 'tillpass-moving-'));
  const file = join(dataDir, 'backup.sqlite');
  await backupCommands.backup(t.context, [file]);
  const { store, live } = await openStore({ ...quiet, dataDir });
  const { now, randomBytes, secrets } = t.context;
  const shop = testContext({ store, live, now, randomBytes, secrets });
  await restoreCommands.restore(shop, [file]);
  const to = await openTestStore();
  const { SECRET_KEY } = t.adminSettings;
  return { t, shop, dataDir, to, settings: { DATA_DIR: dataDir, SECRET_KEY }, numbers };
}
