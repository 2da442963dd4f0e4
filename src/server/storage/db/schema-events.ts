import type { Generated, Selectable } from 'kysely';
import type { EventKind } from '#domain/events/event.ts';

/** Something that happened, written in the transaction of its cause. Never changed, never removed. */
export interface EventRow {
  /** Counts up; where several transactions write at once, not in the order in which they commit. */
  seq: Generated<number>;
  /** PostgreSQL: which transaction wrote it. SQLite has one writer, so 0. */
  written_by: Generated<number>;
  id: string;
  kind: EventKind;
  at: number;
  member_id: string | null;
  store_id: string | null;
  /** JSON: what the kind says of it. */
  data: string;
  /** What the member could spend then; null: it is about no member, or was written before this was kept. */
  balance: number | null;
}

/** An event as it is read, with the number of the member whom it is about. */
export type KeptEvent = Selectable<EventRow> & { readonly member_number: string | null };
