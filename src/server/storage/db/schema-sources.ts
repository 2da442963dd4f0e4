/** Tables of what other systems know of a member. */
export interface SourceTables {
  external_ids: ExternalIdRow;
}

/** What another system calls a member; an id of a source is one member's. */
export interface ExternalIdRow {
  member_id: string;
  source: string;
  external_id: string;
  /** When it was given. */
  at: number;
}
