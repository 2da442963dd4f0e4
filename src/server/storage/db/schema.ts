import type { LedgerKind } from '#domain/points/ledger.ts';
import type { CodeSource } from '#domain/program/code-source.ts';
import type { Entered, RedemptionStateName } from '#domain/redemption/redemption.ts';
import type { ConfirmationIdRow, ConfirmationRow, ConsentRow } from './schema-counter.ts';
import type { DeskTables } from './schema-desk.ts';
import type { AdminActRow, ChainColumns, EventRow, InstallationRow } from './schema-events.ts';
import type { MembershipTables } from './schema-memberships.ts';
import type { MergeTables } from './schema-merges.ts';
import type { MessageTables } from './schema-messages.ts';
import type { MintConnectionRow, MintOrderRow } from './schema-mint.ts';
import type { FrozenColumn, OccasionTables } from './schema-occasions.ts';
import type { PassScanRow, PictureRow, RewardSlotRow, RewardStockRow } from './schema-passes.ts';
import type { PoolTables } from './schema-pools.ts';
import type {
  AwardRow,
  EarnedLineRow,
  PurchaseLineRow,
  PurchaseRatingRow,
  PurchaseReceiptRow,
  PurchaseRedemptionRow,
  PurchaseRow,
  ReturnLineRow,
  ReturnReceiptRow,
  ReturnRow,
  UndoneLineRow,
} from './schema-purchases.ts';
import type { LimitRow, LotNotice, MailRow, SessionRow, SignInRow } from './schema-sign-ins.ts';
import type {
  AssociateRow,
  EnrolmentRow,
  IdempotencyKeyRow,
  ShiftRow,
  TillDeviceRow,
  TillRow,
} from './schema-till.ts';
import type { PosDayRow, WatchedActRow, WatchNoteRow } from './schema-watch.ts';
import type {
  EventFollowerRow,
  WebhookDeliveryRow,
  WebhookEndpointRow,
} from './schema-webhooks.ts';

/**
 * The tables, as Kysely sees them. Instants are whole epoch milliseconds, JSON is text, and secrets are stored only as
 * keyed hashes. A member's row has the member's id first in its key; what is found by code or address has a lookup row
 * of its own.
 */
export interface Tables
  extends PoolTables,
    OccasionTables,
    MessageTables,
    DeskTables,
    MembershipTables,
    MergeTables {
  admin_acts: AdminActRow;
  programs: ProgramRow;
  program_outcomes: ProgramOutcomeRow;
  pictures: PictureRow;
  installation: InstallationRow;
  reward_stocks: RewardStockRow;
  members: MemberRow;
  member_addresses: MemberAddressRow;
  member_numbers: MemberNumberRow;
  ledger_entries: LedgerEntryRow;
  lots: LotRow;
  redemptions: RedemptionRow;
  redemption_ids: RedemptionIdRow;
  voucher_codes: VoucherCodeRow;
  mint_orders: MintOrderRow;
  mint_connections: MintConnectionRow;
  purchases: PurchaseRow;
  purchase_lines: PurchaseLineRow;
  purchase_ratings: PurchaseRatingRow;
  purchase_redemptions: PurchaseRedemptionRow;
  undone_lines: UndoneLineRow;
  earned_lines: EarnedLineRow;
  awards: AwardRow;
  purchase_receipts: PurchaseReceiptRow;
  return_receipts: ReturnReceiptRow;
  returns: ReturnRow;
  return_lines: ReturnLineRow;
  consents: ConsentRow;
  confirmations: ConfirmationRow;
  confirmation_ids: ConfirmationIdRow;
  pass_scans: PassScanRow;
  reward_slots: RewardSlotRow;
  sign_ins: SignInRow;
  sessions: SessionRow;
  limits: LimitRow;
  mails: MailRow;
  tills: TillRow;
  till_devices: TillDeviceRow;
  enrolments: EnrolmentRow;
  associates: AssociateRow;
  shifts: ShiftRow;
  idempotency_keys: IdempotencyKeyRow;
  events: EventRow;
  event_followers: EventFollowerRow;
  webhook_endpoints: WebhookEndpointRow;
  webhook_deliveries: WebhookDeliveryRow;
  watched_acts: WatchedActRow;
  watch_list: WatchNoteRow;
  pos_days: PosDayRow;
}

/** Each version of the program is one row, so that history can say which rules were in force. */
export interface ProgramRow {
  version: number;
  document: string;
  loaded_at: number;
  /** Later than its loading if it was loaded for a day to come; null: it began when it was loaded. */
  begins_at: number | null;
}

/** What became of a program that was loaded for a day to come. */
export interface ProgramOutcomeRow {
  version: number;
  outcome: 'begun' | 'withdrawn';
  at: number;
}

export interface MemberRow extends ChainColumns, FrozenColumn {
  id: string;
  number: string;
  address: string;
  first_name: string | null;
  language: string;
  joined_at: number;
  joined_store_id: string | null;
  /** When somebody first proved the address; null: a till enrolled it or support changed it, and nobody has. */
  proved_at: number | null;
  /** When the first of their addresses was proved: they joined; null: none was. */
  first_proved_at: number | null;
  /** Cached; `verify` replays the ledger and compares. */
  balance: number;
  /** Cached too: points that returns took and no lot had. The balance is the points in the lots minus this. */
  debt: number;
  last_seq: number;
}

export interface MemberAddressRow {
  address_key: string;
  member_id: string;
}

export interface MemberNumberRow {
  number: string;
  member_id: string;
}

export interface LedgerEntryRow {
  member_id: string;
  seq: number;
  kind: LedgerKind;
  points: number;
  /** JSON: `Draw[]`. */
  draws: string;
  cause: string;
  balance_after: number;
  at: number;
  lot_expires_at: number | null;
  /** When the points of its lot can be spent; null: at once. */
  lot_available_at: number | null;
  /** Until when it keeps all points of the member; null: it is no activity that does. */
  keeps_until: number | null;
  redemption_id: string | null;
  purchase_id: string | null;
  store_id: string | null;
  /** JSON: what history says about this line (reward's name, spend, rate, reason). Its words are in i18n. */
  details: string;
  program_version: number;
  /** A keyed hash of this entry and those before it (`linkOf`); null: from a version that had no chain. */
  link: string | null;
}

export interface LotRow extends LotNotice {
  member_id: string;
  id: string;
  remaining: number;
  expires_at: number;
  /** Pending until then; null: it never was. */
  available_at: number | null;
  /** 1 until the clock has told that its points can be spent; 0 for a lot that was never pending. */
  untold: number;
}

export interface RedemptionRow {
  member_id: string;
  id: string;
  state: RedemptionStateName;
  reward_id: string;
  /** JSON: the reward as it was at issue. A later program changes no voucher that is out. */
  reward: string;
  points: number;
  issued_at: number;
  expires_at: number;
  /** Where the member was at issue, by a poster. */
  store_id: string | null;
  /**
   * The member's tier at issue. A till gets the same answer whenever it asks, without adding up a whole history. Null:
   * issued by a version that did not store it.
   */
  tier_id: string | null;
  /** Decided at issue: derived by us, from a pool, or made by the POS's vendor. */
  code_source: CodeSource;
  code_salt: number;
  /** The salt of the shorter code; null: the store needs no shorter code. */
  short_code_salt: number | null;
  stock_shard: number | null;
  /** Until when it is reserved, by which till, and for which of its sales. */
  reserved_until: number | null;
  reserved_store_id: string | null;
  reserved_till_id: string | null;
  basket_id: string | null;
  used_at: number | null;
  used_store_id: string | null;
  used_till_id: string | null;
  associate_id: string | null;
  receipt_number: string | null;
  /** How the code came to the till, for the watch list. */
  entered: Entered | null;
  ended_at: number | null;
  end_reason: string | null;
  /** Points that have come back for it, at once or in parts; cached. */
  given_back: number;
  /** The associate who reversed it; null: nobody has, or a POS, which does not say. */
  reversed_by: string | null;
  /** The redemption that was issued instead of it at the till, after it had expired. */
  replaced_by: string | null;
}

/** An id that a caller made. If another phone was first, its id stands beside the voucher's. */
export interface RedemptionIdRow {
  id: string;
  member_id: string;
  redemption_id: string;
}

export interface VoucherCodeRow {
  code_key: string;
  member_id: string;
  redemption_id: string;
}
