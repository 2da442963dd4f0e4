import { tillOf } from '#domain/program/program.ts';
import { Refused } from '#domain/refusal.ts';
import { tillByKey } from '#server/storage/till/tills.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';

/** A till that calls `/pos/v1` with its own key. */
export interface PosTill {
  readonly tillId: string;
  readonly storeId: string;
}

/** @param authorization the header, `Bearer <key>`. @throws Refused `key-unknown`, also when revoked, or when the program lost the till */
export async function recognisePos(
  context: Context,
  authorization: string | undefined,
): Promise<PosTill> {
  const key = /^bearer +([\w-]{20,100})$/i.exec(authorization ?? '')?.[1];
  const row = key
    ? await tillByKey(context.store.read, context.secrets.hash('till-key', key), context.now())
    : undefined;
  if (!row) throw new Refused({ key: 'key-unknown' });
  // The program says where a till stands now; its row only says where it stood when it got its key.
  const till = tillOf((await readWork(context)).program, row.id);
  if (!till) throw new Refused({ key: 'key-unknown' });
  return { tillId: row.id, storeId: till.store.id };
}
