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
}
