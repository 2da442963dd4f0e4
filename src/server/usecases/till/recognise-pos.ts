import { tillOf } from '#domain/program/program.ts';
import { Refused } from '#domain/refusal.ts';
import type { TillRow } from '#server/storage/db/schema-till.ts';
import { changeTill, tillByKey } from '#server/storage/till/tills.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { noteIfWritable } from '#server/usecases/ground/note-if-writable.ts';
import { noteSecurity, secretKeyId } from '#server/usecases/ground/note-security.ts';
import { underMyKeySince } from '#server/usecases/ground/under-my-key.ts';
import { readWork, transact } from '#server/usecases/ground/work.ts';

/** A till that calls `/pos/v1` with its own key. */
export interface PosTill {
  readonly tillId: string;
  readonly storeId: string;
}

/**
 * The till of a POS's key.
 * @param authorization the header, `Bearer <key>`
 * @throws Refused `key-unknown`, also when the key has ended, or the till has left the program
 */
export async function recognisePos(
  context: Context,
  authorization: string | undefined,
): Promise<PosTill> {
  const key = /^bearer +([\w-]{20,100})$/i.exec(authorization ?? '')?.[1];
  const hashes = key ? context.secrets.hashes('till-key', key) : [];
  const [hash = null] = hashes;
  const row = hash ? await tillByKey(context.store.read, hashes, context.now()) : undefined;
  if (!row || !hash) {
    noteSecurity(context, 'till-key-unknown', { key: hash && secretKeyId(hash) });
    throw new Refused({ key: 'key-unknown' });
  }
  await rekey(context, row, hashes);
  // The program says where a till stands now; its row says where it stood when it got its key.
  const till = tillOf((await readWork(context)).program, row.id);
  if (!till) throw new Refused({ key: 'key-unknown' });
  return { tillId: row.id, storeId: till.store.id };
}

/** Stores the hash of a key under the SECRET_KEY of now, and when, if that was not done since the key was turned. */
async function rekey(
  context: Context,
  { id, key_hash, old_key_hash, keyed_at: keptAt }: TillRow,
  [hash = '', ...earlier]: readonly string[],
): Promise<void> {
  const since = await underMyKeySince(context);
  if (since === null) return;
  const change = (keyed_at: number): Parameters<typeof changeTill>[2] | null => {
    const isLate = key_hash === hash && (keptAt ?? 0) < since;
    if (isLate || earlier.includes(key_hash)) return { key_hash: hash, keyed_at };
    const isOld = old_key_hash !== null && earlier.includes(old_key_hash);
    return isOld ? { old_key_hash: hash } : null;
  };
  if (!change(0)) return;
  await noteIfWritable(context, () =>
    transact(context, (work) => changeTill(work, id, change(work.at) ?? {})),
  );
}
