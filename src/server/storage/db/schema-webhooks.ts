/** Who follows the events, and where webhooks go. */

/** How far one reader of all events is; it moves in the transaction of what was done with them. */
export interface EventFollowerRow {
  name: FollowerName;
  written_by: number;
  seq: number;
}

export type FollowerName = 'webhooks' | 'watch';

export interface WebhookEndpointRow {
  id: string;
  url: string;
  /** Whose events; null: every store's, and those without one. */
  store_id: string | null;
  /** JSON: `EventKind[]`; null: every kind. */
  kinds: string | null;
  /** Sealed, as is the old one, which signs beside it for a day after a new one was made. */
  secret: string;
  old_secret: string | null;
  old_secret_until: number | null;
  created_at: number;
  /** It asked for a pause: nothing is sent before. */
  paused_until: number;
  /** When it last took something. */
  taken_at: number | null;
  disabled_at: number | null;
  disabled_reason: string | null;
  /** A cursor of the feed: what comes behind it may have been missed while disabled; null: nothing was. */
  queued_to: string | null;
}

/** One event for one endpoint: the outbox of webhooks. */
export interface WebhookDeliveryRow {
  endpoint_id: string;
  event_id: string;
  created_at: number;
  /** Null: it was taken, or given up. */
  due_at: number | null;
  attempts: number;
  taken_at: number | null;
  failed_at: number | null;
  /** What the last attempt came to, in a few words. */
  answer: string | null;
}
