import type { FactOutcome } from '#domain/earning/reported-fact.ts';

/** Tables of what other systems know of a member. */
export interface SourceTables {
  external_ids: ExternalIdRow;
  member_imports: MemberImportRow;
  fact_sources: FactSourceRow;
  reported_facts: ReportedFactRow;
}

/** What another system calls a member; an id of a source is one member's. */
export interface ExternalIdRow {
  member_id: string;
  source: string;
  external_id: string;
  /** When it was given. */
  at: number;
}

/** The line of another system's file by which a member came, or got what they had there. */
export interface MemberImportRow {
  member_id: string;
  source: string;
  /** What named them in that file: `id:5123`, `number:…` or `address:…`; a line is one member's for ever. */
  row_key: string;
  /** A hash of all that the line said, so that another line under the same name is noticed. */
  content_hash: string;
  at: number;
}

/** Another system of the shop that tells facts of members. */
export interface FactSourceRow {
  name: string;
  /** Signs what it sends; encrypted. */
  secret: string;
  /** The one before, which is good for a while too. */
  old_secret: string | null;
  old_secret_until: number | null;
  created_at: number;
  /** When something with a right signature came last, to the minute; null: never. */
  heard_at: number | null;
}

/** What another system told of a member, or took back; never changed. */
export interface ReportedFactRow {
  member_id: string;
  source: string;
  /** The source's own id of it, good once. */
  fact_id: string;
  /** `review`, `survey`, `newsletter`, or the id of a fact of the program. */
  fact: string;
  /** The product that was reviewed, or the survey and its answer (`how-was-it good`); empty where there is but one. */
  about: string;
  /** 1: it is taken back. */
  withdrawn: number;
  /** When it happened, as the source says. */
  at: number;
  reported_at: number;
  outcome: FactOutcome;
  /** What it gave; 0: nothing, or it gave before. */
  points: number;
}
