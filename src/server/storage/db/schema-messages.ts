import type { Withholding } from '#domain/messages/message.ts';
import type { MessageKind } from '#domain/program/message-settings.ts';

/** Tables of messages to members: their log, what members want, and the links that end them. */
export interface MessageTables {
  messages: MessageRow;
  message_choices: MessageChoiceRow;
  unsubscribe_links: UnsubscribeLinkRow;
  member_activity: MemberActivityRow;
}

/** The log. The key keeps one event from being told twice, whoever tries at once. */
export interface MessageRow {
  member_id: string;
  kind: MessageKind;
  /** What caused it; each event has one of its own within the kind. */
  cause: string;
  /** Of the mail in the outbox too, as long as it is there. */
  id: string;
  /** The channel that takes it. */
  channel: string;
  state: 'queued' | 'sent' | 'failed' | 'withheld';
  /** Why it was withheld; null: it was not. */
  why: Withholding | null;
  at: number;
  /** When it was taken, given up or withheld; null: not yet. */
  ended_at: number | null;
}

/** What a member said last about a kind; without a row, what the program says holds. */
export interface MessageChoiceRow {
  member_id: string;
  kind: MessageKind;
  wanted: number;
  /** Where they said it: on the page, or by the one click of a mail. */
  way: 'page' | 'one-click';
  at: number;
}

/** The link that ends a kind of message, without a session: it can do nothing else, so it is no secret worth a hash. */
export interface UnsubscribeLinkRow {
  token: string;
  member_id: string;
  kind: MessageKind;
}

/** Whether a member is still there, as the clock looked at it last. */
export interface MemberActivityRow {
  member_id: string;
  /** Their last sign (`domain/standing/dormant.ts`) when they were looked at, and no later one. */
  active_at: number;
  /** When they were told that they will be forgotten; null: not since that sign. */
  told_at: number | null;
}
