import type { LedgerKind } from '#domain/points/ledger.ts';
import type { CodeSource } from '#domain/program/code-source.ts';
import type { Entered, RedemptionStateName } from '#domain/redemption/redemption.ts';
import type { AdminActRow } from './schema-admin.ts';
import type { ConfirmationIdRow, ConfirmationRow, ConsentRow } from './schema-counter.ts';
import type { EventRow } from './schema-events.ts';
import type { MintConnectionRow, MintOrderRow } from './schema-mint.ts';
import type { PassScanRow, RewardSlotRow } from './schema-passes.ts';
import type { PoolTables } from './schema-pools.ts';
import type {
  PurchaseLineRow,
  PurchaseReceiptRow,
  PurchaseRedemptionRow,
  PurchaseRow,
  ReturnLineRow,
  ReturnReceiptRow,
  ReturnRow,
  UndoneLineRow,
} from './schema-purchases.ts';
import type { LimitRow, MailRow, SessionRow, SignInRow } from './schema-sign-ins.ts';
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
 * The tables, as Kysely sees them. Instants are epoch milliseconds in whole numbers, JSON is text,
 * secrets are there only as keyed hashes. A row that belongs to a member has the member's id first in its
 * key; what is found by code or address has a lookup row of its own.
 */
export interface Tables extends PoolTables {
  admin_acts: AdminActRow;
  programs: ProgramRow;
  installation: InstallationRow;
  reward_stocks: RewardStockRow;
  members: MemberRow;
  member_addresses: MemberAddressRow;
  member_numbers: MemberNumberRow;
  member_news: MemberNewsRow;
  ledger_entries: LedgerEntryRow;
  lots: LotRow;
  redemptions: RedemptionRow;
  redemption_ids: RedemptionIdRow;
  voucher_codes: VoucherCodeRow;
  mint_orders: MintOrderRow;
  mint_connections: MintConnectionRow;
  purchases: PurchaseRow;
  purchase_lines: PurchaseLineRow;
  purchase_redemptions: PurchaseRedemptionRow;
  undone_lines: UndoneLineRow;
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

/** Every loading is another row; history can say which rules were in force. */
export interface ProgramRow {
  version: number;
  document: string;
  loaded_at: number;
}

/** Counted in shards, so that a popular reward does not serialise the program; `loaded` is each one's start. */
/** What is true of the whole database, in one row. */
export interface InstallationRow {
  id: 1;
  /** A hash under the SECRET_KEY that everything in here was made under. */
  key_fingerprint: string;
}

export interface RewardStockRow {
  reward_id: string;
  shard: number;
  remaining: number;
  loaded: number;
  /** So many of those that are out are nobody's when they come back: the stock was lowered under them. */
  withheld: number;
}

export interface MemberRow {
  id: string;
  number: string;
  address: string;
  first_name: string | null;
  language: string;
  joined_at: number;
  joined_store_id: string | null;
  /** When somebody first showed that the address is theirs; null: a till enrolled it, and nobody did yet. */
  proved_at: number | null;
  /** Cached; `verify` replays the ledger against it. */
  balance: number;
  /** Cached too: what a return took that was spent already. The balance is the lots less this. */
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

/** Rises with each transaction that told of the member, in the order of their commits. */
export interface MemberNewsRow {
  member_id: string;
  version: number;
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
  /** From when on the points of its lot can be spent; null: at once. */
  lot_available_at: number | null;
  redemption_id: string | null;
  purchase_id: string | null;
  store_id: string | null;
  /** JSON: what history says of this line (reward's name, spend, rate, reason); words stay in i18n. */
  details: string;
  program_version: number;
}

export interface LotRow {
  member_id: string;
  id: string;
  remaining: number;
  expires_at: number;
  /** Pending until then; null: it was never. */
  available_at: number | null;
  /** 1 until the clock has told that its points can be spent; 0 for a lot that was never pending. */
  untold: number;
}

export interface RedemptionRow {
  member_id: string;
  id: string;
  state: RedemptionStateName;
  reward_id: string;
  /** JSON: the reward as it was at issue; a later loading changes no voucher that is out. */
  reward: string;
  points: number;
  issued_at: number;
  expires_at: number;
  /** Where the member was at issue, as a poster said. */
  store_id: string | null;
  /**
   * The member's tier at issue, so that a till is told the same whenever it asks, and needs not weigh a
   * whole history for it. Null: issued by a version that did not keep it.
   */
  tier_id: string | null;
  /** Decided at issue: derived by us, out of a pool, or made by the POS's vendor. */
  code_source: CodeSource;
  code_salt: number;
  /** Of the shorter code; null: the store it was issued for needs none. */
  short_code_salt: number | null;
  stock_shard: number | null;
  /** Until when a till holds it, which till, and for which of its sales. */
  reserved_until: number | null;
  reserved_store_id: string | null;
  reserved_till_id: string | null;
  basket_id: string | null;
  used_at: number | null;
  used_store_id: string | null;
  used_till_id: string | null;
  associate_id: string | null;
  receipt_number: string | null;
  /** How the code came to the till: for whoever watches over the staff. */
  entered: Entered | null;
  ended_at: number | null;
  end_reason: string | null;
  /** Points that came back of it so far, at once or in parts; cached. */
  given_back: number;
  /** The associate who reversed it; null: nobody has, or a POS, which does not say. */
  reversed_by: string | null;
  /** The redemption that was issued in this one's stead at the till, after it had expired. */
  replaced_by: string | null;
}

/** An id that a caller made. Another phone that came second has its own id beside the voucher's. */
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
