import type { FindMembers } from '#contract/desk/desk-input.ts';
import type { FoundMembers } from '#contract/desk/desk-members.ts';
import { readEmailAddress } from '#domain/people/email-address.ts';
import { Refused } from '#domain/refusal.ts';
import { isMembershipNumber } from '#domain/scan/membership-number.ts';
import { typedDigits } from '#domain/scan/typed-digits.ts';
import { readVoucherCode } from '#domain/scan/voucher-code.ts';
import {
  type FoundRow,
  foldName,
  membersById,
  membersByName,
} from '#server/storage/people/member-search.ts';
import { buyersOfReceipt } from '#server/storage/purchases/purchases-of-member.ts';
import { voucherByCode } from '#server/storage/vouchers/voucher-codes.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { type ReadWork, readWork } from '#server/usecases/ground/work.ts';
import { memberIdOfTyped } from '#server/usecases/members/support-member.ts';
import { keysOfCode } from '#server/usecases/vouchers/name-voucher.ts';

const membersAPage = 20;
const longestFound = 60;

/** What somebody typed that is one member's alone, or a receipt's buyers'; who is found by it is written down. */
export type MetBy = 'address' | 'number' | 'external-id' | 'voucher' | 'receipt';

/** `by`: null for a list of names that begin so. */
export interface Found extends FoundMembers {
  readonly by: MetBy | null;
}

/**
 * Finds members by what support has in hand: an address, a membership number, the digits of a voucher, a receipt number,
 * or the beginning of a first name. Each by an index, so a million members take as long as ten.
 * @param after the last member of the page before
 */
export async function findMembers(context: Context, { find, after }: FindMembers): Promise<Found> {
  const typed = find.trim().slice(0, longestFound);
  if (typed === '') return { rows: [], next: null, by: null };
  const work = await readWork(context);
  const exact = after === undefined ? await exactly(context, work, typed) : null;
  if (exact && exact.rows.length > 0)
    return { rows: exact.rows.map(shown), next: null, by: exact.by };
  const [place] = after === undefined ? [] : await membersById(work.db, [after]);
  if (after !== undefined && !place) throw new Refused({ key: 'not-found' });
  const limit = membersAPage + 1;
  const named = await membersByName(work.db, beginningsOf(typed), { after: place, limit });
  const rows = named.slice(0, membersAPage);
  const last = rows.at(-1);
  const next = last && named.length > membersAPage ? last.id : null;
  return { rows: rows.map(shown), next, by: null };
}

interface Met {
  readonly by: MetBy;
  readonly rows: readonly FoundRow[];
}

async function exactly(context: Context, work: ReadWork, typed: string): Promise<Met | null> {
  const { db, program } = work;
  const known = await memberIdOfTyped(context, typed);
  if (known !== undefined) {
    return { by: kindOf(typed), rows: await membersById(db, [known]) };
  }
  const code = readVoucherCode(typedDigits(typed));
  if (typeof code === 'string') {
    const found = await voucherByCode(db, keysOfCode(context, { kind: 'full', code }));
    if (found) return { by: 'voucher', rows: await membersById(db, [found.member_id]) };
  }
  if (!/\d/.test(typed)) return null;
  const stores = [
    ...program.stores.map(({ id }) => id),
    ...Object.keys(program.gone?.stores ?? {}),
  ];
  const buyers = await buyersOfReceipt(db, stores, typed, membersAPage);
  return { by: 'receipt', rows: await membersById(db, buyers) };
}

function kindOf(typed: string): MetBy {
  if ('address' in readEmailAddress(typed)) return 'address';
  return isMembershipNumber(typedDigits(typed)) ? 'number' : 'external-id';
}

/** As it was typed, and with a capital: a database lowers only the letters A to Z, and names begin with others too. */
function beginningsOf(typed: string): string[] {
  const [first = '', ...rest] = typed;
  const ways = [typed, first.toUpperCase() + rest.join(''), first.toLowerCase() + rest.join('')];
  return [...new Set(ways.map(foldName))];
}

const shown = (row: FoundRow) => ({
  id: row.id,
  number: row.number,
  name: row.first_name,
  joinedAt: row.joined_at,
  frozen: row.frozen_at !== null,
});
