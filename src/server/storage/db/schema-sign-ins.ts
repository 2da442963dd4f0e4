import type { SignInState } from '#domain/people/sign-in.ts';
import type { NoticeStep } from '#domain/points/expiry-notice.ts';
import type { MessageKind } from '#domain/program/message-settings.ts';

/** The rows about signing in: requests, sessions, counts of limits, and outgoing mail and what it tells. */

export interface SignInRow {
  id: string;
  address: string;
  address_key: string;
  token_hash: string;
  code_hash: string;
  browser_hash: string;
  match_number: number;
  match_tried: number;
  wrong_codes: number;
  state: SignInState;
  asked_at: number;
  store_id: string | null;
  placement: string | null;
  browser: string;
  language: string;
  /** The session of the screen that opened it for another device; null: it was asked for by mail. */
  handed_by: string | null;
  /** The page that opens on that device. */
  opens: string | null;
  /** The code of the invitation that the browser came by; null: none. */
  invitation: string | null;
}

export interface SessionRow {
  member_id: string;
  id: string;
  token_hash: string;
  browser: string;
  created_at: number;
  seen_at: number;
  revoked_at: number | null;
  /** The last poster that was scanned on this device. */
  placement: string | null;
  placement_at: number | null;
  /** The epoch of the last pass key that this phone got; null: it never asked. */
  pass_epoch: number | null;
}

export interface LimitRow {
  name: string;
  key: string;
  started_at: number;
  count: number;
}

/** The outbox. The mail itself is encrypted, because it contains a code and a link. */
export interface MailRow {
  id: string;
  sealed: string;
  created_at: number;
  send_after: number;
  attempts: number;
  sent_at: number | null;
  failed_at: number | null;
  /** The message that it is, whose row in `messages` has its end; null: a mail that somebody waits for. */
  notice: MessageKind | null;
  member_id: string | null;
  /** How long it is tried; null: as long as a code is good. */
  worth_until: number | null;
  /** Why the last try was no success, in a few words and codes; null: there was none, or it was taken. */
  answer: string | null;
  /** Keyed hashes of the address that it is to, and of the membership number in it; null: it is older, or has none. */
  to_key: string | null;
  number_key: string | null;
}

/** How a member was told: the wallet was shown, or a mail was taken. */
export type NoticeWay = 'wallet' | 'mail';

/** What is on record of the end of a lot. */
export interface LotNotice {
  /** When its member was told of its end, and how; null: nobody has. */
  told_at: number | null;
  told_by: NoticeWay | null;
  /** When it ends, as the member was told; null: not before they are. */
  ends_at: number | null;
  notice_step: NoticeStep;
  /** When the clock looks at it next; null: never, until it is told of. Asked for lots with points only. */
  look_at: number | null;
  /** The last mail that tells of it. */
  notice_mail_id: string | null;
}
