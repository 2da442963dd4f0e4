import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { backupCommands } from '#server/admin/backup/admin-backup.ts';
import { restoreCommands } from '#server/admin/backup/admin-restore.ts';
import { openStore } from '#server/storage/engines/open.ts';
import { testContext } from '#server/tests/kit/context.ts';
import { posAt } from '#server/tests/kit/counter.ts';
import { openTestStore, type TestStore } from '#server/tests/kit/database.ts';
import { idOf, numberOf } from '#server/tests/kit/members.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { transact } from '#server/usecases/ground/work.ts';
import { changeFirstName } from '#server/usecases/occasions/change-name.ts';
import { beginChain, isItsSecretKey } from '#server/usecases/program/its-secret-key.ts';
import { eraseMember } from '#server/usecases/rights/erase.ts';
import { join } from '#server/usecases/sign-in/join.ts';

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

/** Two members join, the first one of before gets a name, and the other one is erased. */
export async function peopleChange({ t, shop }: MovingShop): Promise<void> {
  for (const firstName of ['Ada Maria', 'Grace Brewster'])
    await transact(shop, (work) =>
      join(work, {
        address: `${firstName.replace(' ', '.')}@example.com`,
        firstName,
        language: 'en',
        storeId: 'main',
        byMail: true,
      }),
    );
  const idIn = (address: string) => idOf({ ...t, context: shop }, address);
  const named = { memberId: await idIn('moves@example.com'), placement: null };
  await changeFirstName(shop, named, { firstName: 'Maud', language: 'en' });
  await eraseMember(shop, await idIn('leaves@example.com'), 'member');
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
  const dataDir = await mkdtemp(joinPath(tmpdir(), 'tillpass-moving-'));
  const file = joinPath(dataDir, 'backup.sqlite');
  await backupCommands.backup(t.context, [file]);
  const { store, live } = await openStore({ ...quiet, dataDir });
  const { now, randomBytes, secrets } = t.context;
  const shop = testContext({ store, live, now, randomBytes, secrets });
  await restoreCommands.restore(shop, [file]);
  const to = await openTestStore();
  const { SECRET_KEY } = t.adminSettings;
  return { t, shop, dataDir, to, settings: { DATA_DIR: dataDir, SECRET_KEY }, numbers };
}
