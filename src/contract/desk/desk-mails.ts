import type { MessageKind } from '#domain/program/message-settings.ts';

/** A mail that waits though it is due, or that was given up. Instants are epoch milliseconds. */
export interface MailView {
  readonly id: string;
  /** Null: a mail that somebody waits for, as one with a code. */
  readonly kind: MessageKind | null;
  /** What stands behind the @ of its address; null: it was sealed under another key. */
  readonly host: string | null;
  /** Null: it is about no member. */
  readonly member: { readonly id: string; readonly number: string } | null;
  readonly writtenAt: number;
  readonly attempts: number;
  /** Why the last try was no success, in a few words and codes of English; null: it was not tried. */
  readonly answer: string | null;
  /** When it is tried again, or was given up. */
  readonly at: number;
}

export interface DeskMails {
  /** Those first that somebody waits for. */
  readonly waiting: readonly MailView[];
  /** The latest first. */
  readonly givenUp: readonly MailView[];
  /** Whether there are more of either than are shown. */
  readonly more: boolean;
}
