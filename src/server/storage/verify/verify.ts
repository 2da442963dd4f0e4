import type { Transaction } from 'kysely';
import type { LedgerEntryRow, RedemptionRow, Tables } from '#server/storage/db/schema.ts';
import type { Store } from '#server/storage/db/store.ts';
import { toEntry } from '#server/storage/points/ledger-entries.ts';
import { occasionsByMember } from '#server/storage/points/occasions.ts';
import { awardsByMember } from '#server/storage/purchases/awards.ts';
import { membershipsByMember } from '#server/storage/purchases/memberships.ts';
import { type AnswerPlace, changedAnswers } from './verify-answers.ts';
import type { Opinions } from './verify-earning.ts';
import { strangeAddresses } from './verify-lookups.ts';
import { type CachedLot, type Finding, findingsOf } from './verify-member.ts';
import { mergeFindings } from './verify-merges.ts';
import { mintFindings } from './verify-mint.ts';
import { poolFindings } from './verify-pools.ts';
import { purchasesByMember } from './verify-purchases.ts';
import { referralFindings } from './verify-referrals.ts';
import { stockFindings } from './verify-stock.ts';
import { totalFindings } from './verify-totals.ts';
import { readTrail, type Trail, trailFindings, type VerifyKeys } from './verify-trail.ts';

/** How many members are in memory at once, with all their data. */
const pageSize = 50;

/** Where a run begins, and who is told how far it has come: one over millions of members takes minutes. */
export interface Progress {
  /** Members up to this id were looked at by an earlier run. */
  readonly after?: string;
  /** Told after each page: the last member, and what was found of the page's. */
  readonly reached?: (memberId: string, found: readonly Finding[]) => void;
}

/**
 * Replays every member's ledger and compares: balance, debt, lots, redemptions, purchases, awards, occasions, memberships, merges, rules' totals,
 * friends, stock, pools. It reports and
 * never repairs, because the cause must be found first. Members are read in pages, each at one instant, so the shop may
 * stay open.
 */
export async function verify(
  store: Store,
  keys: VerifyKeys,
  { after: first = '', reached }: Progress = {},
): Promise<Finding[]> {
  const trail = await snapshot(store, (trx) => readTrail(trx, keys));
  const findings: Finding[] = [...trail.findings];
  for (let last: string | null = first; last !== null; ) {
    const after: string = last;
    const { page, found } = await snapshot(store, (trx) => readPage(trx, after, trail));
    const all = [...page.flatMap(findingsOf), ...found];
    findings.push(...all);
    last = page.at(-1)?.member.id ?? null;
    if (last !== null) reached?.(last, all);
  }
  findings.push(...(await addressFindings(store)), ...(await answerFindings(store, trail)));
  findings.push(...(await snapshot(store, mintFindings)));
  findings.push(...(await snapshot(store, poolFindings)));
  findings.push(...(await snapshot(store, totalFindings)));
  findings.push(...(await snapshot(store, referralFindings)));
  return [...findings, ...(await snapshot(store, stockFindings))];
}

async function addressFindings(store: Store): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (let last: string | null = ''; last !== null; ) {
    const after: string = last;
    const page = await snapshot(store, (trx) => strangeAddresses(trx, after));
    findings.push(...page.faults.map((one) => ({ ...one, about: 'member' as const })));
    last = page.last;
  }
  return findings;
}

async function answerFindings(store: Store, { keys, from }: Trail): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (let last: AnswerPlace | null = ['', '']; last !== null; ) {
    const after: AnswerPlace = last;
    const page = await snapshot(store, (trx) => changedAnswers(trx, after, { ...keys, from }));
    const found = (detail: string) => ({ memberId: null, about: 'answer' as const, detail });
    findings.push(...page.faults.map(found));
    last = page.last;
  }
  return findings;
}

/** Reads at one instant: SQLite in any transaction, PostgreSQL when it is told to. */
const snapshot = <T>(store: Store, read: (trx: Transaction<Tables>) => Promise<T>): Promise<T> =>
  store.read.transaction().setIsolationLevel('repeatable read').execute(read);

async function readPage(trx: Transaction<Tables>, after: string, trail: Trail) {
  const members = await trx
    .selectFrom('members')
    .selectAll()
    .where('id', '>', after)
    .orderBy('id')
    .limit(pageSize)
    .execute();
  const ids = members.map(({ id }) => id);
  if (ids.length === 0) return { page: [], found: [] };
  const entries = await entriesByMember(trx, ids);
  const lots = await lotsByMember(trx, ids);
  const redemptions = await redemptionsByMember(trx, ids);
  const purchases = await purchasesByMember(trx, ids);
  const awards = await awardsByMember(trx, ids);
  const occasions = await occasionsByMember(trx, ids);
  const memberships = await membershipsByMember(trx, ids);
  const opinions = await opinionsByMember(trx, ids);
  const page = members.map((member) => ({
    member,
    entries: (entries.get(member.id) ?? []).map(toEntry),
    lots: lots.get(member.id) ?? [],
    redemptions: redemptions.get(member.id) ?? [],
    purchases: purchases.get(member.id) ?? [],
    awards: awards.get(member.id) ?? [],
    occasions: occasions.get(member.id) ?? [],
    memberships: memberships.get(member.id) ?? [],
    opinions: member.erased_at === null ? opinions(member.id) : null,
  }));
  const written = members.map((member) => ({
    member,
    entries: entries.get(member.id) ?? [],
    occasions: occasions.get(member.id) ?? [],
    awards: awards.get(member.id) ?? [],
    redemptions: redemptions.get(member.id) ?? [],
    memberships: memberships.get(member.id) ?? [],
    purchases: (purchases.get(member.id) ?? []).map(({ row }) => row),
    returns: (purchases.get(member.id) ?? []).flatMap(({ returns }) => returns),
  }));
  const merges = await mergeFindings(trx, [...entries.values()].flat());
  return { page, found: [...(await trailFindings(trx, written, trail)), ...merges] };
}

async function entriesByMember(
  trx: Transaction<Tables>,
  ids: readonly string[],
): Promise<Map<string, LedgerEntryRow[]>> {
  const rows = await trx
    .selectFrom('ledger_entries')
    .selectAll()
    .where('member_id', 'in', ids)
    .orderBy('member_id')
    .orderBy('seq')
    .execute();
  return Map.groupBy(rows, ({ member_id }) => member_id);
}

async function opinionsByMember(
  trx: Transaction<Tables>,
  ids: readonly string[],
): Promise<(memberId: string) => Opinions> {
  const given = (table: 'survey_answers' | 'reviews') =>
    trx.selectFrom(table).select(['member_id', 'points']).where('member_id', 'in', ids).execute();
  const answers = Map.groupBy(await given('survey_answers'), ({ member_id }) => member_id);
  const reviews = Map.groupBy(await given('reviews'), ({ member_id }) => member_id);
  return (id) => ({ survey: answers.get(id) ?? [], review: reviews.get(id) ?? [] });
}

async function lotsByMember(
  trx: Transaction<Tables>,
  ids: readonly string[],
): Promise<Map<string, CachedLot[]>> {
  const rows = await trx
    .selectFrom('lots')
    .select(['member_id', 'id', 'remaining', 'expires_at', 'available_at', 'ends_at'])
    .where('member_id', 'in', ids)
    .execute();
  const lots = rows.map((row) => ({
    memberId: row.member_id,
    id: row.id,
    remaining: row.remaining,
    // The rule's day, which the ledger knows; it does not know who was told.
    expiresAt: row.expires_at,
    endsAt: row.ends_at,
    ...(row.available_at !== null && { availableAt: row.available_at }),
  }));
  return Map.groupBy(lots, ({ memberId }) => memberId);
}

async function redemptionsByMember(
  trx: Transaction<Tables>,
  ids: readonly string[],
): Promise<Map<string, RedemptionRow[]>> {
  const rows = await trx
    .selectFrom('redemptions')
    .selectAll()
    .where('member_id', 'in', ids)
    .execute();
  return Map.groupBy(rows, ({ member_id }) => member_id);
}
