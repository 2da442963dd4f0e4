import type { EventKind } from '#domain/events/event.ts';

/** Where events are sent, and how that goes. Instants are epoch milliseconds. */
export interface WebhookLine {
  readonly id: string;
  readonly url: string;
  /** Null: every kind, also those that come later. */
  readonly kinds: readonly EventKind[] | null;
  /** Null: what happens in every store, and in none. */
  readonly store: { readonly id: string; readonly name: string } | null;
  readonly createdAt: number;
  /** When it last took something; null: never. */
  readonly takenAt: number | null;
  readonly disabled: { readonly since: number; readonly reason: string } | null;
  /** Events from this place of the feed on may have been missed while it was disabled; null: none were. */
  readonly missedFrom: string | null;
  /** Until when the secret before signs too; null: one signs. */
  readonly oldSecretUntil: number | null;
  readonly waiting: Some;
  readonly givenUp: Some;
}

/** How many there are, and whether there are more: nobody counts on. */
export interface Some {
  readonly count: number;
  readonly more: boolean;
}

/** An event on its way to an endpoint, or that was given up. */
export interface DeliveryView {
  readonly eventId: string;
  readonly kind: EventKind;
  readonly happenedAt: number;
  readonly store: string | null;
  readonly attempts: number;
  /** The result of the last attempt in a few words, in English as the log has it; null: there was none. */
  readonly answer: string | null;
  /** When it is tried again, or was given up. */
  readonly at: number;
}

export interface DeskWebhook extends WebhookLine {
  /** Those that are due first. */
  readonly due: readonly DeliveryView[];
  /** The latest first. */
  readonly failed: readonly DeliveryView[];
}

/** An endpoint's secret, shown once. */
export interface NewWebhookSecret {
  readonly id: string;
  readonly secret: string;
  /** Until when the one before signs too; null: there was none. */
  readonly oldUntil: number | null;
}

/** What a test delivery came to. */
export interface WebhookTest {
  readonly taken: boolean;
  /** Why it was not taken, in a few words of English; null: it was. */
  readonly reason: string | null;
}
