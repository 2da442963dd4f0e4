/** Tables of what other systems know of a member. */
export interface SourceTables {
  external_ids: ExternalIdRow;
  member_imports: MemberImportRow;
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
