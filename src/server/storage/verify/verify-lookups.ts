import type { Transaction } from 'kysely';
import { addressKey } from '#domain/people/email-address.ts';
import type { MemberRow, RedemptionRow, Tables } from '#server/storage/db/schema.ts';

/**
 * The keys by which each code of a redemption is found, made from its own salts: one under the server's key, or more
 * while a key is turned.
 */
export type CodeKeysOf = (row: RedemptionRow) => readonly (readonly string[])[];

type Named = Pick<MemberRow, 'id' | 'number' | 'address' | 'erased_at'>;

/** Four times as many, two keys for each of two codes, are fewer than a statement may have variables. */
const atOnce = 500;

/** Checks that addresses and numbers of members lead to them. */
export async function memberLookupFaults(
  trx: Transaction<Tables>,
  members: readonly Named[],
): Promise<{ memberId: string; detail: string }[]> {
  const addresses = await trx
    .selectFrom('member_addresses')
    .selectAll()
    .where(
      'address_key',
      'in',
      members.map(({ address }) => addressKey(address)),
    )
    .execute();
  const numbers = await trx
    .selectFrom('member_numbers')
    .selectAll()
    .where(
      'number',
      'in',
      members.map(({ number }) => number),
    )
    .execute();
  const byAddress = new Map(addresses.map((row) => [row.address_key, row.member_id]));
  const byNumber = new Map(numbers.map((row) => [row.number, row.member_id]));
  const named = members.filter(({ erased_at }) => erased_at === null);
  return named.flatMap(({ id, number, address }) => [
    ...leads(id, 'their address', byAddress.get(addressKey(address))),
    ...leads(id, 'their number', byNumber.get(number)),
  ]);
}

function leads(memberId: string, what: string, to: string | undefined) {
  if (to === memberId) return [];
  const where = to === undefined ? 'nowhere' : `to member ${to}`;
  return [{ memberId, detail: `${what} leads ${where}` }];
}

/**
 * Checks that codes lead to the redemption from whose salt they were made.
 * @param rows that were issued under the server's key
 */
export async function codeFaults(
  trx: Transaction<Tables>,
  rows: readonly RedemptionRow[],
  codeKeysOf: CodeKeysOf,
): Promise<{ memberId: string; detail: string }[]> {
  const wanted = rows
    .filter((row) => row.code_source === 'own')
    .flatMap((row) => codeKeysOf(row).map((keys) => ({ keys, row })));
  const faults: { memberId: string; detail: string }[] = [];
  for (let begin = 0; begin < wanted.length; begin += atOnce) {
    const some = wanted.slice(begin, begin + atOnce);
    const found = await trx
      .selectFrom('voucher_codes')
      .selectAll()
      .where(
        'code_key',
        'in',
        some.flatMap(({ keys }) => keys),
      )
      .execute();
    const byKey = new Map(found.map((one) => [one.code_key, one]));
    for (const { keys, row } of some) {
      const led = keys.flatMap((key) => byKey.get(key) ?? []);
      if (led.some((to) => to.member_id === row.member_id && to.redemption_id === row.id)) continue;
      const [to] = led;
      const where = to ? `to redemption ${to.redemption_id}` : 'nowhere';
      faults.push({
        memberId: row.member_id,
        detail: `the code of redemption ${row.id} leads ${where}`,
      });
    }
  }
  return faults;
}

/** Checks that no address leads to a member who has another one: who reads its mail could sign in as that member. */
export async function strangeAddresses(
  trx: Transaction<Tables>,
  after: string,
): Promise<{ last: string | null; faults: { memberId: string; detail: string }[] }> {
  const rows = await trx
    .selectFrom('member_addresses')
    .leftJoin('members', 'members.id', 'member_addresses.member_id')
    .select(['address_key', 'member_id', 'address'])
    .where('address_key', '>', after)
    .orderBy('address_key')
    .limit(atOnce)
    .execute();
  return {
    last: rows.at(-1)?.address_key ?? null,
    faults: rows
      .filter(({ address_key, address }) => address === null || addressKey(address) !== address_key)
      .map(({ member_id }) => ({
        memberId: member_id,
        detail: 'an address leads to them that is not theirs',
      })),
  };
}
