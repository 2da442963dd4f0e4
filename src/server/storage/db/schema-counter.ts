import type { ConsentText } from '#domain/program/consent.ts';
import type { ConfirmationState } from '#domain/redemption/confirmation.ts';

/** The rows of what members and tills settle between them. */

/** What somebody agreed to before a till enrolled them. */
export interface ConsentRow {
  member_id: string;
  /** Made by whoever enrolled, and kept before sending: the same id is the same enrolment. */
  id: string;
  /** Names the sentence that was read out. */
  text: ConsentText;
  /** 1: it made the member; 0: they were one already. */
  joined: number;
  store_id: string;
  till_id: string;
  /** Who read it out; null: a POS, which does not say. */
  associate_id: string | null;
  at: number;
}

/** A till's question to a member, whether they want a reward for their points. */
export interface ConfirmationRow {
  member_id: string;
  id: string;
  /** As it was last written; time ends an open one by itself. */
  state: ConfirmationState;
  store_id: string;
  till_id: string;
  associate_id: string | null;
  /** What the redemption will be known by at the till. */
  receipt_number: string;
  /** JSON: the reward as it was asked about; what is confirmed is what was shown. */
  reward: string;
  code_hash: string;
  wrong_codes: number;
  asked_at: number;
  redemption_id: string | null;
}

/** An id that a till asked by. One that asked for what was asked already has its own beside the first. */
export interface ConfirmationIdRow {
  id: string;
  member_id: string;
  confirmation_id: string;
}
