import type { Kysely } from 'kysely';
import { isLow } from '#domain/pool/pool.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import { lagOf } from '#server/storage/events/event-followers.ts';
import { dueDeliveries } from '#server/storage/events/webhook-deliveries.ts';
import { webhookEndpoints } from '#server/storage/events/webhook-endpoints.ts';
import { lateMails } from '#server/storage/people/mails.ts';
import { allPools, freeCodes, lowMarksOf } from '#server/storage/pools/pools.ts';

/** What waits in the database, and what is left: read at every scrape, so nothing here counts a table that grows. */
export interface Waiting {
  readonly mails: number;
  /** Epoch milliseconds since when the mail waits that is due first; null: none waits. */
  readonly mailDueAt: number | null;
  readonly endpoints: readonly {
    readonly id: string;
    readonly disabled: boolean;
    readonly waiting: number;
  }[];
  /** How long ago the first event happened that a follower has not read; 0: it has read all. */
  readonly lagMs: Readonly<Record<'webhooks' | 'watch', number>>;
  readonly pools: readonly {
    readonly reward: string;
    /** Empty: the pool of all stores. */
    readonly store: string;
    readonly free: number;
    readonly isLow: boolean;
  }[];
}

/** Where counting ends: whoever has that much waiting knows enough. */
const countedAtMost = 1_000;

export async function readWaiting(db: Kysely<Tables>, at: number): Promise<Waiting> {
  const mails = await lateMails(db, at, countedAtMost);
  const endpoints = await webhookEndpoints(db);
  const pools = await allPools(db);
  const free = await freeCodes(
    db,
    pools.map(({ id }) => id),
  );
  return {
    mails: mails.length,
    mailDueAt: mails[0] ?? null,
    endpoints: await Promise.all(
      endpoints.map(async ({ id, disabled_at }) => ({
        id,
        disabled: disabled_at !== null,
        waiting: (await dueDeliveries(db, { endpointId: id, at, limit: countedAtMost })).length,
      })),
    ),
    lagMs: {
      webhooks: await lagOf(db, 'webhooks', at),
      watch: await lagOf(db, 'watch', at),
    },
    pools: pools.map((pool) => ({
      reward: pool.reward_id,
      store: pool.store_id,
      free: free.get(pool.id) ?? 0,
      isLow: isLow(free.get(pool.id) ?? 0, lowMarksOf(pool)),
    })),
  };
}
