import { tillOf } from '#domain/program/program.ts';
import { Refused } from '#domain/refusal.ts';
import { tillByKey } from '#server/storage/till/tills.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { noteSecurity, secretKeyId } from '#server/usecases/ground/note-security.ts';
import { readWork } from '#server/usecases/ground/work.ts';

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
  const hash = key ? context.secrets.hash('till-key', key) : null;
  const row = hash ? await tillByKey(context.store.read, hash, context.now()) : undefined;
  if (!row) {
    noteSecurity(context, 'till-key-unknown', { key: hash && secretKeyId(hash) });
    throw new Refused({ key: 'key-unknown' });
  }
  // The program says where a till stands now; its row says where it stood when it got its key.
  const till = tillOf((await readWork(context)).program, row.id);
  if (!till) throw new Refused({ key: 'key-unknown' });
  return { tillId: row.id, storeId: till.store.id };
}
