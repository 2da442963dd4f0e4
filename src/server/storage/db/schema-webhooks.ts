/** Who follows the events, and where webhooks go. */

/** How far a follower has read. It moves in the transaction that handles the events. */
export interface EventFollowerRow {
  name: FollowerName;
  written_by: number;
  seq: number;
}

export type FollowerName = 'webhooks' | 'watch';

export interface WebhookEndpointRow {
  id: string;
  url: string;
  /** Only events of this store; null: of all stores, and of none. */
  store_id: string | null;
  /** JSON: `EventKind[]`; null: every kind. */
  kinds: string | null;
  /** Encrypted, like the old one, which signs beside it for a day. */
  secret: string;
  old_secret: string | null;
  old_secret_until: number | null;
  created_at: number;
  /** The endpoint asked for a pause until this time. */
  paused_until: number;
  /** When it last accepted a delivery. */
  taken_at: number | null;
  disabled_at: number | null;
  disabled_reason: string | null;
  /** A cursor of the feed: events after it may have been missed while disabled; null: none were. */
  queued_to: string | null;
}

/** One event for one endpoint: the outbox of webhooks. */
export interface WebhookDeliveryRow {
  endpoint_id: string;
  event_id: string;
  created_at: number;
  /** Null: it was accepted, or given up. */
  due_at: number | null;
  attempts: number;
  taken_at: number | null;
  failed_at: number | null;
  /** The result of the last attempt, in a few words. */
  answer: string | null;
}
