import type { Generated, Selectable } from 'kysely';
import type { EventKind } from '#domain/events/event.ts';

/** An event, written in the transaction of its cause. Never changed, never deleted. */
export interface EventRow {
  /** Counts up. When several transactions write at once, not in the order of their commits. */
  seq: Generated<number>;
  /** PostgreSQL: the transaction that wrote it. SQLite has one writer, so 0. */
  written_by: Generated<number>;
  id: string;
  kind: EventKind;
  at: number;
  member_id: string | null;
  store_id: string | null;
  /** JSON: the data of its kind. */
  data: string;
  /** What the member could spend then; null: it is about no member, or from a version that did not store it. */
  balance: number | null;
}

/** An event when it is read, with its member's number. */
export type KeptEvent = Selectable<EventRow> & { readonly member_number: string | null };

/** What administrators did. Written once, in the transaction of the act, and never changed. */
export interface AdminActRow {
  id: string;
  at: number;
  /** Who did it: the command line, or a key's name. */
  actor: string;
  act: string;
  store_id: string | null;
  member_id: string | null;
  /** JSON: ids, names of associates and counts; never an address, a PIN, a key or a token. */
  details: string;
  /** Who did it, at the desk; null: by the command line, by a program or by the member. */
  administrator_id: string | null;
  /** JSON: by field, from what to what; null: it changed nothing that has a before. */
  changes: string | null;
  /** The act that it takes back; null: none. */
  undoes: string | null;
  /** What it was about, where it can be taken back (`subjectOf`); null: it can't. */
  subject: string | null;
}

/** What is true of the whole database, in one row. */
export interface InstallationRow {
  id: 1;
  /** A hash under the SECRET_KEY that this database was made with. */
  key_fingerprint: string;
  /** From when on every entry has a link (`chainBeginning`); null: no server with a chain has started yet. */
  chain_beginning: string | null;
  /** When SECRET_KEY was turned, and from which one (`turnedText`); null: never. */
  turned: string | null;
  /** When everything that can be was written anew under it; null: not yet. */
  turn_ended_at: number | null;
}

/** What a member's row knows of the links of their entries. */
export interface ChainColumns {
  /** A keyed hash of the last entry's link (`headOf`); null: no entry has one. */
  chain_head: string | null;
  /** What holds the entries together that were written under an earlier key (`baseOf`); null: there are none. */
  chain_base: string | null;
}
