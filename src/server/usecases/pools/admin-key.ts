import { Refused } from '#domain/refusal.ts';
import {
  addAdminKey,
  adminKeyByHash,
  rekeyAdminKey,
  removeAdminKeys,
} from '#server/storage/pools/admin-keys.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { makeId, makeToken } from '#server/usecases/ground/make-id.ts';
import { noteIfWritable } from '#server/usecases/ground/note-if-writable.ts';
import { noteSecurity, secretKeyId } from '#server/usecases/ground/note-security.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { underMyKeySince } from '#server/usecases/ground/under-my-key.ts';
import { transact } from '#server/usecases/ground/work.ts';

/** Makes a key for one of the administrator's programs. Its name is there to end it. The key is shown once. */
export function makeAdminKey(context: Context, name: string): Promise<string> {
  const key = `ta_${makeToken(context)}`;
  return transact(context, async (work) => {
    await addAdminKey(work, {
      id: makeId(context),
      name,
      key_hash: context.secrets.hash('admin-key', key),
      created_at: work.at,
      keyed_at: work.at,
    });
    await recordAct(work, { act: 'admin-key-made', details: { name } });
    return key;
  });
}

/** Ends every key of a name, at once. @returns how many there were */
export const endAdminKeys = (context: Context, name: string): Promise<number> =>
  transact(context, async (work) => {
    const ended = await removeAdminKeys(work, name);
    if (ended > 0) await recordAct(work, { act: 'admin-keys-ended', details: { name, ended } });
    return ended;
  });

/** Who asks with an administrator's key. */
export interface Administrator {
  readonly adminKeyId: string;
}

/** @param authorization the header, `Bearer <key>`. @throws Refused `key-unknown`; a till's key is none */
export async function recogniseAdmin(
  context: Context,
  authorization: string | undefined,
): Promise<Administrator> {
  const key = /^bearer +([\w-]{20,100})$/i.exec(authorization ?? '')?.[1];
  const hashes = key ? context.secrets.hashes('admin-key', key) : [];
  const [hash = null] = hashes;
  const row = hash ? await adminKeyByHash(context.store.read, hashes) : undefined;
  if (row && hash) {
    const since = await underMyKeySince(context);
    // From now on it is kept under the SECRET_KEY of now.
    if (since !== null && (row.key_hash !== hash || (row.keyed_at ?? 0) < since)) {
      await noteIfWritable(context, () =>
        transact(context, (work) =>
          rekeyAdminKey(work, row.id, { key_hash: hash, keyed_at: work.at }),
        ),
      );
    }
    return { adminKeyId: row.id };
  }
  noteSecurity(context, 'admin-key-unknown', { key: hash && secretKeyId(hash) });
  throw new Refused({ key: 'key-unknown' });
}
