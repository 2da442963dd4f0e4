import { isSource } from '#domain/people/external-id.ts';
import { Refused } from '#domain/refusal.ts';
import type { FactSourceRow } from '#server/storage/db/schema-sources.ts';
import {
  addFactSource,
  changeFactSource,
  factSource,
  factSources,
  holdFactSource,
  removeFactSource,
} from '#server/storage/people/reported-facts.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { noteIfWritable } from '#server/usecases/ground/note-if-writable.ts';
import { noteSecurity } from '#server/usecases/ground/note-security.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { transact } from '#server/usecases/ground/work.ts';
import {
  isSignedBy,
  makeWebhookSecret,
  type Signed,
  signedWithinMs,
} from '#server/vendors/webhook-post/signature.ts';

/** As long as a webhook's: whoever runs the other system has a working day to change it. */
const oldSecretMs = 24 * 60 * 60_000;

const purpose = 'fact-source';

/** A system that tells facts, as an administrator sees it. Epoch milliseconds. */
export interface FactSource {
  readonly name: string;
  readonly createdAt: number;
  /** When something with a right signature came last, to the minute; null: never. */
  readonly heardAt: number | null;
  /** Until when the secret before this one is good too; null: it is not. */
  readonly oldSecretUntil: number | null;
}

/**
 * Makes a system that may tell facts of members.
 * @returns its secret, which is shown once and stored encrypted
 * @throws Refused `id-taken` when there is one of that name, `request-invalid` for another name than `isSource` takes
 */
export async function makeFactSource(context: Context, name: string): Promise<string> {
  if (!isSource(name)) {
    const detail = 'is small letters, digits and hyphens, a letter first, at most 32';
    throw new Refused({ key: 'request-invalid', pointer: '/name', detail });
  }
  const secret = makeWebhookSecret(context.randomBytes);
  return transact(context, async (work) => {
    const isNew = await addFactSource(work, {
      name,
      secret: context.secrets.seal(purpose, secret),
      old_secret: null,
      old_secret_until: null,
      created_at: work.at,
      heard_at: null,
    });
    if (!isNew) throw new Refused({ key: 'id-taken' });
    await recordAct(work, { act: 'fact-source-made', details: { name } });
    return secret;
  });
}

/**
 * Gives a system a new secret. For a day the one before is good too.
 * @throws Refused `not-found`
 */
export const renewFactSecret = (
  context: Context,
  name: string,
): Promise<{ readonly secret: string; readonly oldUntil: number }> =>
  transact(context, async (work) => {
    const row = await holdFactSource(work, name);
    if (!row) throw new Refused({ key: 'not-found' });
    const secret = makeWebhookSecret(context.randomBytes);
    const oldUntil = work.at + oldSecretMs;
    await changeFactSource(work, name, {
      secret: context.secrets.seal(purpose, secret),
      old_secret: row.secret,
      old_secret_until: oldUntil,
    });
    await recordAct(work, { act: 'fact-source-secret-renewed', details: { name } });
    return { secret, oldUntil };
  });

/** Nothing that it sends is taken from now on; what it told stays. @throws Refused `not-found` */
export const endFactSource = (context: Context, name: string): Promise<void> =>
  transact(context, async (work) => {
    if (!(await removeFactSource(work, name))) throw new Refused({ key: 'not-found' });
    await recordAct(work, { act: 'fact-source-ended', details: { name } });
  });

/** Every system that tells facts, by name. */
export async function listFactSources({
  store,
  now,
}: Pick<Context, 'store' | 'now'>): Promise<readonly FactSource[]> {
  const at = now();
  return (await factSources(store.read)).map((row) => ({
    name: row.name,
    createdAt: row.created_at,
    heardAt: row.heard_at,
    oldSecretUntil: isOldGood(row, at) ? row.old_secret_until : null,
  }));
}

interface SignedRequest extends Omit<Signed, 'timestamp'> {
  readonly source: string;
  /** The headers as they were sent. */
  readonly timestamp: string;
  readonly signatures: string;
}

/**
 * Who sent a request, by its signature (Standard Webhooks 1.0).
 * @returns the name of the source
 * @throws Refused `signature-wrong`, `signature-late`
 */
export async function recogniseSource(context: Context, sent: SignedRequest): Promise<string> {
  const at = context.now();
  const row = await factSource(context.store.read, sent.source);
  const timestamp = /^\d{1,12}$/.test(sent.timestamp) ? Number(sent.timestamp) : null;
  const isSigned =
    row !== undefined &&
    timestamp !== null &&
    isSignedBy(secretsOf(context, row), sent.signatures, { ...sent, timestamp });
  const isLate = timestamp !== null && Math.abs(at - timestamp * 1000) > signedWithinMs;
  if (!isSigned || isLate) {
    noteSecurity(context, 'fact-signature-wrong', { source: row?.name ?? null });
    throw new Refused(isSigned ? { key: 'signature-late', now: at } : { key: 'signature-wrong' });
  }
  if (row.heard_at === null || at >= row.heard_at + 60_000) {
    await noteIfWritable(context, () =>
      transact(context, (work) => changeFactSource(work, row.name, { heard_at: work.at })),
    );
  }
  return row.name;
}

/** The secrets that are good now, the newest first. */
function secretsOf({ secrets, now }: Context, row: FactSourceRow): readonly string[] {
  const old = row.old_secret !== null && isOldGood(row, now()) ? [row.old_secret] : [];
  return [row.secret, ...old].map((sealed) => secrets.open(purpose, sealed));
}

const isOldGood = ({ old_secret_until: until }: FactSourceRow, at: number): boolean =>
  until !== null && until > at;
