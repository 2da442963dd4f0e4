import type { HandoutOutcome } from '#domain/pool/settlement.ts';
import type { Symbology } from '#domain/scan/scanner-profile.ts';

/** The tables of code pools: what was loaded, whom it went to, and what the tills' files said. */
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

/** Codes for one reward, for one store or for every store whose till only knows such codes. */
export interface PoolRow {
  id: number;
  reward_id: string;
  /** Empty: all stores that have no pool of their own for the reward. */
  store_id: string;
  symbology: Symbology;
  /** When so few are left it warns; null: a tenth of the last upload. */
  low_mark: number | null;
  last_added: number;
  /** Set once a crossing, so that nobody is warned twice; null: enough are left. */
  warned_at: number | null;
}

/**
 * Counts of a part of a pool. Its codes are numbered from 1 without a gap: up to `loaded` they count, up to
 * `handed` they are gone, and the next one is found by its number, however many there are.
 */
export interface PoolShardRow {
  pool_id: number;
  shard: number;
  loaded: number;
  handed: number;
}

/** One code. It never changes, but for the mark that a till has used it before anybody was given it. */
export interface PoolCodeRow {
  pool_id: number;
  shard: number;
  seq: number;
  /** A keyed hash: for finding it again, and so that no code is there twice. */
  code_key: string;
  sealed: string;
  upload_id: number;
  line: number;
  spoiled: number;
}

export interface PoolUploadRow {
  id: number;
  pool_id: number;
  state: 'running' | 'done' | 'refused' | 'failed';
  started_at: number;
  /** An upload that has not been heard of for a while is dead, and the next one may begin. */
  touched_at: number;
  lines: number;
  added: number;
  duplicates: number;
  bad: number;
  /** How many of those added were taken out again. */
  withdrawn: number;
  /** JSON: the first `UploadFault`s, by line. */
  faults: string;
}

/** Which code a redemption was given, and whether the till has used it. */
export interface PoolHandoutRow {
  member_id: string;
  redemption_id: string;
  pool_id: number;
  shard: number;
  seq: number;
  /** From then on a settlement that does not know it shows that it was not used. */
  ends_at: number;
  outcome: HandoutOutcome;
  settled_by: string | null;
  /** What the till's file said of the use: the same again is the same use. */
  use_key: string | null;
}

/** A reading of one store's files up to one time. */
export interface SettlementRow {
  id: string;
  store_id: string;
  until: number | null;
  began_at: number;
  finished_at: number | null;
}

export interface SettlementStoreRow {
  store_id: string;
  /** JSON: `TillFileFormat`, how this store's files are written; null: as the columns' own names say. */
  format: string | null;
  settled_until: number | null;
}

/** A program of the administrator's; what it may do, `http/administrator.ts` says. */
export interface AdminKeyRow {
  id: string;
  name: string;
  key_hash: string;
  created_at: number;
}
