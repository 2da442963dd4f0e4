import { Refused } from '#domain/refusal.ts';
import type { Context } from '#server/context.ts';
import { tillByKey } from '#server/storage/tills.ts';

/** A till that calls `/pos/v1` with its own key. */
export interface PosTill {
  readonly tillId: string;
  readonly storeId: string;
}

/** @param authorization the header, `Bearer <key>`. @throws Refused `key-unknown`, also when revoked */
export async function recognisePos(
  context: Context,
  authorization: string | undefined,
): Promise<PosTill> {
  const key = /^bearer +([\w-]{20,100})$/i.exec(authorization ?? '')?.[1];
  const row = key
    ? await tillByKey(context.store.read, context.secrets.hash('till-key', key))
    : undefined;
  if (!row || row.revoked_at !== null) throw new Refused({ key: 'key-unknown' });
  return { tillId: row.id, storeId: row.store_id };
}
