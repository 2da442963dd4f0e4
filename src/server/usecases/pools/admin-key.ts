import { type AdminScope, hasScope, isAdminScope } from '#domain/people/admin-scope.ts';
import { Refused } from '#domain/refusal.ts';
import {
  addAdminKey,
  adminKeyByHash,
  adminKeys,
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

/**
 * Makes a key for one of the administrator's programs. Its name is there to end it. The key is shown once.
 * @param scopes what it may do; null: everything
 */
export function makeAdminKey(
  context: Context,
  name: string,
  scopes: readonly AdminScope[] | null = null,
): Promise<string> {
  const scope = scopes?.join(' ') ?? null;
  const key = `ta_${makeToken(context)}`;
  return transact(context, async (work) => {
    await addAdminKey(work, {
      id: makeId(context),
      name,
      key_hash: context.secrets.hash('admin-key', key),
      created_at: work.at,
      keyed_at: work.at,
      scopes: scope,
    });
    await recordAct(work, { act: 'admin-key-made', details: { name, scopes: scope } });
    return key;
  });
}

/** Every key that is good, by name, with what it may do; null: everything. */
export async function listAdminKeys({ store }: Pick<Context, 'store'>): Promise<
  readonly {
    readonly name: string;
    readonly createdAt: number;
    readonly scopes: readonly AdminScope[] | null;
  }[]
> {
  const rows = await adminKeys(store.read);
  return rows.map(({ name, created_at, scopes }) => ({
    name,
    createdAt: created_at,
    scopes: scopesOf(scopes),
  }));
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

/** An administrator's key with what it may do; null: everything. */
export interface KeyHolder extends Administrator {
  readonly scopes: readonly AdminScope[] | null;
}

/** @throws Refused `key-scope` */
export function demandScope(
  context: Context,
  { adminKeyId, scopes }: KeyHolder,
  needed: string,
): void {
  if (isAdminScope(needed) && hasScope(scopes, needed)) return;
  noteSecurity(context, 'admin-key-scope', { adminKeyId, scope: needed });
  throw new Refused({ key: 'key-scope', scope: needed });
}

/** A scope that a later version knows, after going back to this one, allows nothing here. */
const scopesOf = (text: string | null): readonly AdminScope[] | null =>
  text === null ? null : text.split(' ').filter(isAdminScope);

/** @param authorization the header, `Bearer <key>`. @throws Refused `key-unknown`; a till's key is none */
export async function recogniseAdmin(
  context: Context,
  authorization: string | undefined,
): Promise<KeyHolder> {
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
    return { adminKeyId: row.id, scopes: scopesOf(row.scopes) };
  }
  noteSecurity(context, 'admin-key-unknown', { key: hash && secretKeyId(hash) });
  throw new Refused({ key: 'key-unknown' });
}
