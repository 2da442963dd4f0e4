import type { FindMembers } from '#contract/desk/desk-input.ts';
import type { FoundMembers } from '#contract/desk/desk-members.ts';
import { readEmailAddress } from '#domain/people/email-address.ts';
import { beforeAt } from '#domain/people/name-words.ts';
import { isMembershipNumber } from '#domain/scan/membership-number.ts';
import { readShortCode } from '#domain/scan/short-code.ts';
import { typedDigits } from '#domain/scan/typed-digits.ts';
import { readVoucherCode } from '#domain/scan/voucher-code.ts';
import { goesOnAs } from '#server/storage/merges/merges.ts';
import { membersCalled } from '#server/storage/people/external-ids.ts';
import { type FoundRow, membersById } from '#server/storage/people/member-search.ts';
import { buyersOfReceipt } from '#server/storage/purchases/purchases-of-member.ts';
import { voucherByCode } from '#server/storage/vouchers/voucher-codes.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { type ReadWork, readWork } from '#server/usecases/ground/work.ts';
import { memberIdOfTyped } from '#server/usecases/members/support-member.ts';
import { findPoolCode } from '#server/usecases/pools/find-pool-code.ts';
import { keysOfCode } from '#server/usecases/vouchers/name-voucher.ts';
import { findByWords } from './find-by-words.ts';

const membersAPage = 20;
const longestFound = 120;

/** What somebody typed that is one member's alone, or a receipt's buyers'; who is found by it is written down. */
export type MetBy = 'address' | 'number' | 'external-id' | 'voucher' | 'receipt';

/** `by`: null for members whose words are like those that were typed. */
export interface Found extends FoundMembers {
  readonly by: MetBy | null;
}

/**
 * Finds members by what support has in hand: an address, a membership number, what another system calls them, the digits
 * of a voucher, a receipt number, or words of a name or an address, begun or with a slip in them. Each by an index, and
 * within a number of looks, so a million members take no longer than they may.
 * @param after the `next` of the page before
 * @throws Refused `not-found` for an `after` that is none
 */
export async function findMembers(context: Context, { find, after }: FindMembers): Promise<Found> {
  const typed = find.trim().slice(0, longestFound);
  if (typed === '') return { rows: [], next: null, by: null };
  const work = await readWork(context);
  const exact = after === undefined ? await exactly(work, typed) : null;
  if (exact) return { rows: exact.rows.map(shown), next: null, by: exact.by };
  if (isNumber(typed)) return { rows: [], next: null, by: null };
  const { ids, next } = await findByWords(work, beforeAt(typed), { after, limit: membersAPage });
  return { rows: (await membersById(work.db, ids)).map(shown), next, by: null };
}

interface Way {
  readonly by: (typed: string) => MetBy;
  readonly ask: (work: ReadWork, typed: string) => Promise<readonly string[]>;
}

/** Each asks one index for the whole of what was typed. Another name that a member may have is a line here. */
const exactWays: readonly Way[] = [
  {
    by: nameOf,
    ask: async ({ context }, typed) => listed(await memberIdOfTyped(context, typed)),
  },
  { by: () => 'voucher', ask: async (work, typed) => listed(await holderOfVoucher(work, typed)) },
  { by: () => 'external-id', ask: ({ db }, typed) => membersCalled(db, typed, membersAPage) },
  {
    by: () => 'receipt',
    ask: async ({ db, program }, typed) => {
      if (!/\d/.test(typed)) return [];
      const known = program.stores.map(({ id }) => id);
      const stores = [...known, ...Object.keys(program.gone?.stores ?? {})];
      return buyersOfReceipt(db, stores, typed, membersAPage);
    },
  },
];

interface Met {
  readonly by: MetBy;
  readonly rows: readonly FoundRow[];
}

/** What a membership had that was merged leads to the one that goes on. Null: nothing exact met anybody. */
async function exactly(work: ReadWork, typed: string): Promise<Met | null> {
  for (const { by, ask } of exactWays) {
    const going = new Set<string>();
    for (const id of await ask(work, typed)) going.add(await goesOnAs(work.db, id));
    const rows = await membersById(work.db, [...going]);
    if (rows.length > 0) return { by: by(typed), rows };
  }
  return null;
}

/** Which of a member's own names it is. */
function nameOf(typed: string): MetBy {
  if ('address' in readEmailAddress(typed)) return 'address';
  return isMembershipNumber(typedDigits(typed)) ? 'number' : 'external-id';
}

/** Whose voucher has these digits, of twelve or of ten, or this code of a pool. */
async function holderOfVoucher(work: ReadWork, typed: string): Promise<string | undefined> {
  const digits = typedDigits(typed);
  const [full, short] = [readVoucherCode(digits), readShortCode(digits)];
  for (const reading of [
    typeof full === 'string' ? ({ kind: 'full', code: full } as const) : null,
    short === null ? null : ({ kind: 'short', code: short } as const),
  ]) {
    const found = reading && (await voucherByCode(work.db, keysOfCode(work.context, reading)));
    if (found) return found.member_id;
  }
  return (await findPoolCode(work, typed))?.handout?.memberId;
}

/** A receipt number that nobody has is no name, whatever letters stand before its digits. */
const isNumber = (typed: string): boolean =>
  !typed.includes('@') && /(?<![\p{L}\p{N}])\p{N}+(?![\p{L}\p{N}])/u.test(typed);

const listed = (id: string | undefined): readonly string[] => (id === undefined ? [] : [id]);

const shown = (row: FoundRow) => ({
  id: row.id,
  number: row.number,
  name: row.first_name,
  joinedAt: row.joined_at,
  frozen: row.frozen_at !== null,
});
