import type { MintOrderRow } from '#server/storage/db/schema-mint.ts';
import {
  changeWebhookEndpoint,
  webhookEndpoints,
} from '#server/storage/events/webhook-endpoints.ts';
import { putMintConnection } from '#server/storage/mint/mint-connections.ts';
import { changeFactSource, factSources } from '#server/storage/people/reported-facts.ts';
import {
  type AnswerPlace,
  keepMintCode,
  keptAnswersAfter,
  type MintOrderPlace,
  mintConnections,
  openSealedOrdersAfter,
  type PoolCodePlace,
  poolCodesAfter,
  rekeyPoolCode,
  resealAnswer,
} from '#server/storage/program/turned-rows.ts';
import { isSealed, sealOf } from '#server/storage/till/idempotency-keys.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import type { Purpose } from '#server/usecases/ground/secrets.ts';
import { transact } from '#server/usecases/ground/work.ts';
import { poolCodeKey } from '#server/usecases/pools/find-pool-code.ts';

/** Encrypts the keys to vendors and the secrets of webhooks and of systems that tell facts anew: there are a few of each. */
export async function resealConnections(context: Context): Promise<void> {
  const anew = (purpose: Purpose, sealed: string) =>
    context.secrets.seal(purpose, context.secrets.open(purpose, sealed));
  await transact(context, async (work) => {
    for (const row of await mintConnections(work.db)) {
      await putMintConnection(work, { ...row, sealed: anew('mint-key', row.sealed) });
    }
    for (const { id, secret, old_secret } of await webhookEndpoints(work.db)) {
      await changeWebhookEndpoint(work, id, {
        secret: anew('webhook', secret),
        old_secret: old_secret === null ? null : anew('webhook', old_secret),
      });
    }
    for (const { name, secret, old_secret } of await factSources(work.db)) {
      await changeFactSource(work, name, {
        secret: anew('fact-source', secret),
        old_secret: old_secret === null ? null : anew('fact-source', old_secret),
      });
    }
  });
}

/** @returns how many codes of pools were encrypted anew */
export async function resealPoolCodes(context: Context): Promise<number> {
  const { secrets } = context;
  let done = 0;
  for (let after: PoolCodePlace | null = [0, -1, 0]; after !== null; ) {
    const place: PoolCodePlace = after;
    const rows = await transact(context, async (work) => {
      const slice = await poolCodesAfter(work.db, place);
      for (const row of slice) {
        const code = secrets.open('pool-code', row.sealed);
        const code_key = poolCodeKey(context, code);
        if (code_key === row.code_key) continue;
        await rekeyPoolCode(work, row, { code_key, sealed: secrets.seal('pool-code', code) });
        done += 1;
      }
      return slice;
    });
    const last = rows.at(-1);
    after = last ? [last.pool_id, last.shard, last.seq] : null;
  }
  return done;
}

/**
 * A code that neither key opens is left as it is: its member cancels it, and the discount is withdrawn without it.
 * @returns how many codes of discounts that are at a vendor, or on the way there, were encrypted anew
 */
export async function resealMintCodes(context: Context): Promise<number> {
  let done = 0;
  for (let after: MintOrderPlace | null = ['', '']; after !== null; ) {
    const place: MintOrderPlace = after;
    const rows = await transact(context, async (work) => {
      const slice = await openSealedOrdersAfter(work.db, place);
      for (const row of slice) {
        const sealed = resealedCode(context, row);
        if (sealed === null) continue;
        await keepMintCode(work, row, sealed);
        done += 1;
      }
      return slice;
    });
    const last = rows.at(-1);
    after = last ? [last.member_id, last.redemption_id] : null;
  }
  return done;
}

/** @returns how many such codes only the key before opens */
export async function mintCodesUnderKeyBefore(
  context: Pick<Context, 'store' | 'secrets'>,
): Promise<number> {
  let found = 0;
  for (let after: MintOrderPlace | null = ['', '']; after !== null; ) {
    const rows: MintOrderRow[] = await openSealedOrdersAfter(context.store.read, after);
    found += rows.filter((row) => resealedCode(context, row) !== null).length;
    const last = rows.at(-1);
    after = last ? [last.member_id, last.redemption_id] : null;
  }
  return found;
}

function resealedCode(
  { secrets }: Pick<Context, 'secrets'>,
  { sealed_code }: Pick<MintOrderRow, 'sealed_code'>,
): string | null {
  if (sealed_code === null) return null;
  try {
    return secrets.resealed('mint-code', sealed_code);
  } catch {
    return null;
  }
}

/** @returns how many answers that tills may ask for again were sealed anew. One that was changed keeps its seal. */
export async function resealAnswers(context: Context): Promise<number> {
  const { hash, hashes } = context.secrets;
  let done = 0;
  for (let after: AnswerPlace | null = ['', '']; after !== null; ) {
    const place: AnswerPlace = after;
    const rows = await transact(context, async (work) => {
      const slice = await keptAnswersAfter(work.db, place);
      for (const row of slice) {
        const seal = sealOf(hash, row);
        if (seal === row.seal || !isSealed(hashes, row)) continue;
        await resealAnswer(work, row, seal);
        done += 1;
      }
      return slice;
    });
    const last = rows.at(-1);
    after = last ? [last.till_id, last.key] : null;
  }
  return done;
}
