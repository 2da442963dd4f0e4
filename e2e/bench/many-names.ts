// So many members with names as people have them, a few very frequent and many rare, over DATA_DIR or DATABASE_URL, and how long support
// waits until it has found one of them. Arguments: members, and questions of each kind. Prints what they took, by kind, as JSON.
import { sql } from 'kysely';
import { memberWords } from '#domain/people/name-words.ts';
import { membershipNumberOf } from '#domain/scan/membership-number.ts';
import { type VoucherCode, voucherCodeFrom } from '#domain/scan/voucher-code.ts';
import { findMembers } from '#server/usecases/desk/find-members.ts';
import { keysOfCode } from '#server/usecases/vouchers/name-voucher.ts';
import { newProgram, storeId } from './members.ts';

const [, , countArg = '', timesArg = ''] = process.argv;
const [count, times] = [Number(countArg), Number(timesArg)];
const { context } = await newProgram();
const { store } = context;

/** The same numbers in every run (mulberry32). */
let seed = 15;
function random(): number {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}

/** A few that everybody has, then such as people have, made of syllables. */
const firstNames = namesLike(['mohammed', 'jon', 'maria', 'john', 'محمد', 'anna', 'فاطمة'], 3_000);
const lastNames = namesLike(['smith', 'ali', 'garcia', 'nguyen', 'الأحمد', 'müller'], 30_000);

function namesLike(frequent: readonly string[], many: number): string[] {
  const parts =
    'an ar be bo ca da el en fa gi ha ib ja ka li lo ma mi na no or pe ra sa so ta ti ul va ze'.split(
      ' ',
    );
  const part = () => parts[Math.floor(random() * parts.length)] ?? '';
  const made = () => Array.from({ length: 2 + Math.floor(random() * 3) }, part).join('');
  return [...frequent, ...Array.from({ length: many }, made)];
}

/** The first is had by three of a hundred, and each further one by fewer. */
function oneOf(names: readonly string[]): string {
  return names[Math.floor(names.length ** (random() ** 0.8) - 1)] ?? '';
}

interface Made {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly number: string;
}

const known: Made[] = [];
const atOnce = 500;
for (let from = 0; from < count; from += atOnce * 20)
  await store.transact(async ({ db }) => {
    for (let part = from; part < Math.min(count, from + atOnce * 20); part += atOnce) {
      const made = Array.from({ length: Math.min(atOnce, count - part) }, (_, at) =>
        member(part + at),
      );
      known.push(...made.filter((_, at) => (part + at) % Math.ceil(count / 2_000) === 0));
      const row = (...values: readonly (string | number | null)[]) => sql`(${sql.join(values)})`;
      const put = (head: string, rows: readonly (readonly (string | number | null)[])[]) =>
        sql`insert into ${sql.raw(head)} values ${sql.join(rows.map((values) => row(...values)))}`.execute(
          db,
        );
      await put(
        'members (id, number, address, first_name, language, joined_at, balance, debt, last_seq)',
        made.map(({ id, number, address, name }) => [id, number, address, name, 'en', 0, 0, 0, 0]),
      );
      await put(
        'member_addresses (address_key, member_id)',
        made.map(({ address, id }) => [address, id]),
      );
      await put(
        'member_numbers (number, member_id)',
        made.map(({ number, id }) => [number, id]),
      );
      await put(
        'member_words (member_id, word)',
        made.flatMap(({ id, ...of }) => memberWords(of).map((word) => [id, word])),
      );
      await put(
        'voucher_codes (code_key, member_id, redemption_id)',
        made.map(({ id }) => [
          keysOfCode(context, { kind: 'full', code: codeOf(id) })[0] ?? '',
          id,
          id,
        ]),
      );
      await put(
        'purchases (member_id, id, till_id, receipt_number, store_id, at, minor, currency, taxes, tip, rounding, tenders, channel, points, tier_id, counted, counted_back)',
        made.map(({ id }) => [
          ...[id, id, 'main-1', `R-${id}`, storeId, 0, 100, 'EUR', 0, 0, 0, '[]', 'store'],
          ...[0, 'member', 0, 0],
        ]),
      );
    }
  }, 'at length');

function member(index: number): Made {
  const [first, last] = [oneOf(firstNames), oneOf(lastNames)];
  const name = index % 3 === 0 ? first : `${first} ${last}`;
  const local = /^[a-z]+$/.test(first + last) ? `${first}.${last}${index}` : `member${index}`;
  const id = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
  return {
    id,
    name,
    address: `${local}@shop.example`,
    number: membershipNumberOf(String(100_000_000 + index)),
  };
}

function codeOf(id: string): VoucherCode {
  return voucherCodeFrom(Buffer.from(id.replaceAll('-', '').slice(-16), 'hex'));
}

// PostgreSQL plans by what it has counted, which a server of some age has done by itself.
if (process.env.DATABASE_URL)
  await store.transact(({ db }) => sql`analyze`.execute(db), 'at length');

/** With one letter left out, in the middle, as people type in haste. */
const slipped = (word: string): string =>
  word.slice(0, word.length >> 1) + word.slice((word.length >> 1) + 1);
const slippedAll = (name: string): string => name.split(' ').map(slipped).join(' ');
const begun = (name: string): string =>
  name
    .split(' ')
    .map((word) => word.slice(0, 3))
    .join(' ');

const kinds: Readonly<Record<string, (one: Made) => string>> = {
  address: ({ address }) => address,
  number: ({ number }) => number,
  'digits of a voucher': ({ id }) => codeOf(id),
  receipt: ({ id }) => `R-${id}`,
  name: ({ name }) => name,
  'half a name': ({ name }) => begun(name),
  'two letters': ({ name }) => name.slice(0, 2),
  'a slip in a name': ({ name: [first = '', ...rest] }) => slipped(first + rest.join('')),
  'a slip in each word': ({ name }) => slippedAll(name),
  'a slip in an address': ({ address }) => address.replace(/^[^@]+/, slippedAll),
  'two frequent names': () => `${oneOf(firstNames.slice(0, 7))} ${oneOf(lastNames.slice(0, 6))}`,
  'a frequent name and nobody’s': () => `mohammed zzyx${Math.floor(random() * 1e6).toString(36)}`,
  'jon smth': () => 'jon smth',
};

const took: Record<string, { ms: number[]; found: number }> = {};
for (const round of [0, 1])
  for (const [kind, ask] of Object.entries(kinds)) {
    const of: { ms: number[]; found: number } = { ms: [], found: 0 };
    for (let time = 0; time < (round === 0 ? 5 : times); time += 1) {
      const one = known[Math.floor(random() * known.length)];
      if (!one) throw new Error('there are no members');
      const asked = performance.now();
      const { rows } = await findMembers(context, { find: ask(one) });
      of.ms.push(performance.now() - asked);
      if (rows.length > 0) of.found += 1;
    }
    // The first ones warm the process up.
    if (round === 1) took[kind] = of;
  }
await store.close();
process.stdout.write(JSON.stringify(took));
process.exit();
