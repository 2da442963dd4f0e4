import type { HandoutOutcome } from '#domain/pool/settlement.ts';
import type { UploadState } from '#domain/pool/upload.ts';
import type { Symbology } from '#domain/scan/scanner-profile.ts';

/** The tables of code pools: the codes, who got them, and what the tills' files said. */
export interface PoolTables {
  pools: PoolRow;
  pool_shards: PoolShardRow;
  pool_codes: PoolCodeRow;
  pool_uploads: PoolUploadRow;
  pool_handouts: PoolHandoutRow;
  settlements: SettlementRow;
  settlement_stores: SettlementStoreRow;
  admin_keys: AdminKeyRow;
}

/** The codes for one reward, for one store or for every store whose till only knows pool codes. */
export interface PoolRow {
  id: number;
  reward_id: string;
  /** Empty: all stores without a pool of their own for the reward. */
  store_id: string;
  symbology: Symbology;
  /** A warning is sent when this few are left; null: a tenth of the last upload. */
  low_mark: number | null;
  last_added: number;
  /** When the warning was sent, so that it is sent once; null: enough are left. */
  warned_at: number | null;
}

/**
 * The counts of one shard of a pool. Its codes are numbered from 1 without a gap: up to `loaded` they count, up to
 * `handed` they are given out. The next one is found by its number, however many there are.
 */
export interface PoolShardRow {
  pool_id: number;
  shard: number;
  loaded: number;
  handed: number;
}

/** One code. It never changes, except for the mark that a till used it before anybody had it. */
export interface PoolCodeRow {
  pool_id: number;
  shard: number;
  seq: number;
  /** A keyed hash, by which the code is found, and which is unique. */
  code_key: string;
  sealed: string;
  upload_id: number;
  line: number;
  spoiled: number;
}

export interface PoolUploadRow {
  id: number;
  pool_id: number;
  state: UploadState;
  started_at: number;
  /** An upload that was silent for a while is dead, and the next one may begin. */
  touched_at: number;
  lines: number;
  added: number;
  duplicates: number;
  bad: number;
  /** How many of the added codes were withdrawn. */
  withdrawn: number;
  /** JSON: the first `UploadFault`s, by line. */
  faults: string;
}

/** Which code a redemption got, and whether the till has used it. */
export interface PoolHandoutRow {
  member_id: string;
  redemption_id: string;
  pool_id: number;
  shard: number;
  seq: number;
  /** A settlement up to a later time that does not name the code shows that it was not used. */
  ends_at: number;
  outcome: HandoutOutcome;
  settled_by: string | null;
  /** What the till's file said about the use: the same text is the same use. */
  use_key: string | null;
}

/** One settlement of a store's files, up to one time. */
export interface SettlementRow {
  id: string;
  store_id: string;
  until: number | null;
  began_at: number;
  finished_at: number | null;
}

export interface SettlementStoreRow {
  store_id: string;
  /** JSON: `TillFileFormat`, the format of this store's files; null: found from the columns' names. */
  format: string | null;
  settled_until: number | null;
}

/** A program of the administrator's. `http/admin/administrator.ts` says what it may do. */
export interface AdminKeyRow {
  id: string;
  name: string;
  key_hash: string;
  created_at: number;
  /** When its hash was made; null: as early as the row. Older than the key was turned: under the key before. */
  keyed_at: number | null;
  /** What it may do (`domain/people/admin-scope.ts`), with spaces between; null: everything. */
  scopes: string | null;
}
