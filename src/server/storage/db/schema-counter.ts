import type { PinPlace } from '#domain/people/member-pin.ts';
import type { ConsentText } from '#domain/program/consent.ts';
import type { ConfirmationState } from '#domain/redemption/confirmation.ts';

/** Tables about members and tills together. */
export interface CounterTables {
  consents: ConsentRow;
  confirmations: ConfirmationRow;
  confirmation_ids: ConfirmationIdRow;
  member_pins: MemberPinRow;
}

/** What somebody agreed to before a till enrolled them. */
export interface ConsentRow {
  member_id: string;
  /** Made by the till and stored before sending: the same id is the same enrolment. */
  id: string;
  /** The name of the sentence that was read out. */
  text: ConsentText;
  /** 1: the enrolment made the member; 0: they were one already. */
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
  /** The last written state; an open question ends by time alone. */
  state: ConfirmationState;
  store_id: string;
  till_id: string;
  associate_id: string | null;
  /** The till's receipt number of the later redemption. */
  receipt_number: string;
  /** JSON: the reward as it was when the till asked. A yes is to this reward. */
  reward: string;
  code_hash: string;
  wrong_codes: number;
  /** The wrong PINs that were typed for it, each as a keyed hash, with spaces between; null: none. */
  tried_pins: string | null;
  asked_at: number;
  redemption_id: string | null;
}

/** An id that a till made. When the same thing is asked again, the new id stands beside the first. */
export interface ConfirmationIdRow {
  id: string;
  member_id: string;
  confirmation_id: string;
}

/** A member's PIN, by which they use points at a till without a phone. */
export interface MemberPinRow {
  member_id: string;
  /** A slow, keyed hash (`Secrets.hashPin`). */
  pin_hash: string;
  /** Of the SECRET_KEY under which it is hashed: without that key no PIN is the right one. */
  key_fingerprint: string;
  /** Where it was chosen, and at which till; null: in the profile. */
  place: PinPlace;
  till_id: string | null;
  set_at: number;
  /** It is taken from then on. */
  usable_at: number;
  /** Since the last right one, over all locks. */
  wrong_tries: number;
  locked_until: number;
}
