import type { DeskRight, DeskRole } from '#domain/desk/desk-role.ts';

/** Who may open the desk. A row stays when somebody leaves, since acts name it. */
export interface AdministratorRow {
  id: string;
  name: string;
  /** What tells names apart (`nameKey`). */
  name_key: string;
  role: DeskRole;
  created_at: number;
  ended_at: number | null;
}

/** A passkey as the server knows it: public, so the row opens nothing. */
export interface PasskeyRow {
  /** The credential's id, base64url, as the authenticator made it. */
  id: string;
  administrator_id: string;
  /** COSE key, base64url. */
  public_key: string;
  /** The signature counter that was seen last; 0: this authenticator does not count. */
  counter: number;
  /** How a browser reaches it, JSON: `["internal","hybrid"]`. */
  transports: string;
  /** The browser that made it. */
  browser: string;
  created_at: number;
  used_at: number;
}

/** A one-time link that makes a first passkey, or one more after all were lost. */
export interface DeskLinkRow {
  token_hash: string;
  administrator_id: string;
  expires_at: number;
  /** When it was used or withdrawn. */
  used_at: number | null;
}

export type ChallengePurpose = 'sign-in' | 'link' | 'passkey' | 'proof';

/** A question to a passkey. It is deleted by the answer, right or wrong. */
export interface DeskChallengeRow {
  challenge: string;
  purpose: ChallengePurpose;
  /** Whose passkey has to answer; null: anybody's, who signs in by it. */
  administrator_id: string | null;
  /** What else it is bound to: the hash of the link's token, or the session. */
  bound_to: string | null;
  act: DeskRight | null;
  subject: string | null;
  expires_at: number;
}

/** A passkey that was shown again in a session, for one kind of act about one thing. */
export interface DeskProofRow {
  session_id: string;
  act: DeskRight;
  subject: string;
  expires_at: number;
}

export interface DeskSessionRow {
  id: string;
  administrator_id: string;
  passkey_id: string;
  token_hash: string;
  browser: string;
  created_at: number;
  seen_at: number;
  ended_at: number | null;
}

/** How a shop began at the desk. */
export interface BeginningRow {
  /** Always 1: a shop begins once. */
  id: number;
  /** One more with each step that is saved. */
  revision: number;
  /** `ShopAnswers`, as JSON. */
  answers: string;
  /** The steps that are done, as JSON. */
  done: string;
  /** The program that the answers made; another one in force was loaded elsewhere. */
  program_version: number;
  began_at: number;
  ended_at: number | null;
}

/** The pictures of a text, JSON: by use and file name, as `domain/program/picture.ts` has them. */
interface PicturesColumn {
  pictures: string;
}

/** The file that a program was loaded from. A program without a row was not loaded from one. */
export interface ProgramTextRow extends PicturesColumn {
  version: number;
  /** YAML. */
  text: string;
}

/** A program's file that is being written. A row stays when the draft is over. */
export interface ProgramDraftRow extends PicturesColumn {
  id: string;
  name: string;
  /** The program that it was begun from. */
  base_version: number;
  /** Rises with each time that it is saved. */
  revision: number;
  text: string;
  begun_at: number;
  saved_at: number;
  /** The name of whoever saved it last, or ended it. */
  saved_by: string;
  ended_at: number | null;
  /** The version that it became; null: it lives, or was discarded. */
  put_version: number | null;
}

/** A word by which support finds a member (`memberWords`); all of a member's are made anew with name and address. */
export interface MemberWordRow {
  member_id: string;
  word: string;
}

/** What became of all members' points on a day that is over; days follow one another without a gap. */
export interface PointDayRow {
  from_at: number;
  /** The first instant after it. */
  until_at: number;
  issued: number;
  used: number;
  expired: number;
}

/** What is known of a member without their own rows. */
export interface MemberNewsRow {
  member_id: string;
  /** Rises with each transaction that tells of the member, in the order of their commits. */
  version: number;
  /** When their spans in segments must be worked out anew, 0: now; null: never, if nothing changes. */
  look_at: number | null;
}

/** A time in which a member is in a segment, now or later. */
export interface SegmentSpanRow {
  /** Its wording (`segmentKey`). */
  segment_key: string;
  member_id: string;
  from_at: number;
  until_at: number;
}

/** How far all members were looked at for a segment of this wording. */
export interface SegmentSweepRow {
  segment_key: string;
  seen_at: number;
  after_member_id: string;
  done_at: number | null;
}

/** How many more members are in a segment from an instant on; kept by the database with the spans. */
export interface SegmentTurnRow {
  segment_key: string;
  /** 0: of all instants that were folded into it. */
  at: number;
  /** Several add up: on PostgreSQL each transaction has its own, so that none waits for another. */
  part: number;
  /** Below zero: fewer. */
  members: number;
}

export interface DeskTables {
  member_news: MemberNewsRow;
  segment_spans: SegmentSpanRow;
  segment_sweeps: SegmentSweepRow;
  segment_turns: SegmentTurnRow;
  point_days: PointDayRow;
  beginnings: BeginningRow;
  member_words: MemberWordRow;
  program_texts: ProgramTextRow;
  program_drafts: ProgramDraftRow;
  administrators: AdministratorRow;
  passkeys: PasskeyRow;
  desk_links: DeskLinkRow;
  desk_challenges: DeskChallengeRow;
  desk_proofs: DeskProofRow;
  desk_sessions: DeskSessionRow;
}
