/** What administrators did: written once, in the transaction of the deed, and never changed. */
export interface AdminActRow {
  id: string;
  at: number;
  /** Who: the command line, a key's name, later an administrator. */
  actor: string;
  act: string;
  store_id: string | null;
  member_id: string | null;
  /** JSON: ids, names of associates and counts; never an address, a PIN, a key or a token. */
  details: string;
}
