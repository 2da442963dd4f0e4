import type { Kysely } from 'kysely';
import type { Tables } from '#server/storage/db/schema.ts';

/** What is still of the key before, because whoever has the secret has not come since the key was turned. */
export interface UnderKeyBefore {
  /** When the last live voucher of before ends; null: none is live. */
  readonly vouchersUntil: number | null;
  /** By till. */
  readonly posKeys: readonly string[];
  readonly devices: readonly string[];
  /** By store and name. */
  readonly associates: readonly string[];
  readonly adminKeys: readonly string[];
  readonly phones: number;
}

/** @param turned when the key was turned; `seenSince`: a phone that was not seen since then is signed out anyway */
export async function underKeyBefore(
  db: Kysely<Tables>,
  { turned, seenSince }: { turned: number; seenSince: number },
): Promise<UnderKeyBefore> {
  const last = await db
    .selectFrom('redemptions')
    .select((of) => of.fn.max('expires_at').as('at'))
    .where('state', 'in', ['issued', 'reserved'])
    .where('issued_at', '<', turned)
    .executeTakeFirst();
  const tills = await db
    .selectFrom('tills')
    .select('id')
    .where('revoked_at', 'is', null)
    .where((of) => of(of.fn.coalesce('keyed_at', of.lit(0)), '<', turned))
    .orderBy('id')
    .execute();
  const devices = await db
    .selectFrom('till_devices')
    .select('till_id')
    .where('revoked_at', 'is', null)
    .where((of) => of(of.fn.coalesce('keyed_at', of.lit(0)), '<', turned))
    .orderBy('till_id')
    .execute();
  const associates = await db
    .selectFrom('associates')
    .select(['store_id', 'name'])
    .where('revoked_at', 'is', null)
    .where((of) => of(of.fn.coalesce('keyed_at', of.lit(0)), '<', turned))
    .orderBy('store_id')
    .orderBy('name')
    .execute();
  const keys = await db
    .selectFrom('admin_keys')
    .select('name')
    .where((of) => of(of.fn.coalesce('keyed_at', of.lit(0)), '<', turned))
    .orderBy('name')
    .execute();
  const { phones } = await db
    .selectFrom('sessions')
    .select((of) => of.fn.countAll<number>().as('phones'))
    .where('revoked_at', 'is', null)
    .where('seen_at', '<', turned)
    .where('seen_at', '>', seenSince)
    .executeTakeFirstOrThrow();
  return {
    vouchersUntil: last?.at ?? null,
    posKeys: tills.map(({ id }) => id),
    devices: devices.map(({ till_id }) => till_id),
    associates: associates.map(({ store_id, name }) => `${store_id} ${name}`),
    adminKeys: keys.map(({ name }) => name),
    phones: Number(phones),
  };
}
