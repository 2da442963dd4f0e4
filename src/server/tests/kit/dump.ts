import assert from 'node:assert/strict';
import type { Kysely } from 'kysely';
import type { Tables } from '#server/storage/db/schema.ts';

/** Each table once; the type makes a forgotten one a compile error. */
const tables: Record<keyof Tables, true> = {
  messages: true,
  message_choices: true,
  dead_addresses: true,
  unsubscribe_links: true,
  member_activity: true,
  member_words: true,
  admin_acts: true,
  administrators: true,
  beginnings: true,
  passkeys: true,
  desk_links: true,
  desk_challenges: true,
  program_texts: true,
  program_drafts: true,
  desk_proofs: true,
  desk_sessions: true,
  programs: true,
  program_outcomes: true,
  pictures: true,
  installation: true,
  reward_stocks: true,
  members: true,
  external_ids: true,
  member_imports: true,
  fact_sources: true,
  reported_facts: true,
  member_addresses: true,
  member_numbers: true,
  member_news: true,
  ledger_entries: true,
  lots: true,
  redemptions: true,
  redemption_ids: true,
  voucher_codes: true,
  mint_orders: true,
  mint_connections: true,
  pools: true,
  pool_shards: true,
  pool_codes: true,
  pool_uploads: true,
  pool_handouts: true,
  settlements: true,
  settlement_stores: true,
  admin_keys: true,
  purchases: true,
  earned_lines: true,
  awards: true,
  earning_totals: true,
  occasions: true,
  facts: true,
  fact_consents: true,
  newsletters: true,
  check_in_codes: true,
  survey_answers: true,
  survey_counts: true,
  reviews: true,
  review_links: true,
  birthday_days: true,
  invitations: true,
  referrals: true,
  inviter_dues: true,
  former_addresses: true,
  joining_gifts: true,
  address_changes: true,
  merges: true,
  merge_asks: true,
  merge_offers: true,
  declined_merges: true,
  waiting_addresses: true,
  member_tiers: true,
  tier_grants: true,
  memberships: true,
  membership_looks: true,
  unclaimed_sales: true,
  tier_sweeps: true,
  purchase_lines: true,
  purchase_ratings: true,
  purchase_redemptions: true,
  undone_lines: true,
  purchase_receipts: true,
  return_receipts: true,
  returns: true,
  return_lines: true,
  consents: true,
  confirmations: true,
  confirmation_ids: true,
  member_pins: true,
  pass_scans: true,
  reward_slots: true,
  sign_ins: true,
  sessions: true,
  limits: true,
  mails: true,
  tills: true,
  till_devices: true,
  enrolments: true,
  associates: true,
  shifts: true,
  idempotency_keys: true,
  events: true,
  event_followers: true,
  webhook_endpoints: true,
  webhook_deliveries: true,
  watched_acts: true,
  watch_list: true,
  pos_days: true,
  point_days: true,
  segment_spans: true,
  segment_sweeps: true,
  segment_turns: true,
};

/** The whole database as text, to see that nothing has changed, or that something is not in it. */
export async function dump(db: Kysely<Tables>): Promise<string> {
  const lines: string[] = [];
  // Object.keys loses the key type.
  for (const table of Object.keys(tables) as (keyof Tables)[]) {
    const rows = await db.selectFrom(table).selectAll().execute();
    const texts = rows.map((row) => `${table} ${JSON.stringify(row)}`);
    lines.push(...texts.sort());
  }
  return lines.join('\n');
}

/** Fails with the rows that differ, instead of showing two whole databases. */
export function assertUnchanged(before: string, after: string): void {
  const [was, is] = [before.split('\n'), after.split('\n')];
  const gone = was.filter((row) => !is.includes(row));
  const come = is.filter((row) => !was.includes(row));
  assert.deepEqual({ gone, come }, { gone: [], come: [] });
}
