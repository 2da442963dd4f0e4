import type { Transaction } from 'kysely';
import { cause } from '#domain/points/ledger.ts';
import type { LedgerEntryRow, MemberRow, Tables } from '#server/storage/db/schema.ts';
import { type ChainHashes, readChainBeginning, readTurned } from '#server/storage/points/chain.ts';
import type { AnswerHashes } from '#server/storage/till/idempotency-keys.ts';
import { chainFaults } from './verify-chain.ts';
import { eventFaults, eventsByMember, firstEventAt, type Tellable } from './verify-events.ts';
import { type CodeKeysOf, codeFaults, memberLookupFaults } from './verify-lookups.ts';
import type { Finding } from './verify-member.ts';

/** What `verify` needs of the server's key. */
export interface VerifyKeys {
  readonly hashes: ChainHashes & AnswerHashes;
  /** The fingerprints of the keys. */
  readonly fingerprints: readonly string[];
  readonly codeKeysOf: CodeKeysOf;
}

/** What the trail of a database can tell: from when on, and what is wrong with its beginning. */
export interface Trail {
  readonly keys: VerifyKeys;
  /** From when on rows are written under the server's key, with their keyed hashes. */
  readonly from: number;
  /** From when on codes of vouchers can be made again. Under a key that has gone nobody can. */
  readonly codesFrom: number;
  /** There are events from this time on. */
  readonly since: number;
  readonly findings: readonly Finding[];
}

/** The rows of a member that leave a trail. */
interface Written extends Tellable {
  readonly member: MemberRow;
  readonly entries: readonly LedgerEntryRow[];
}

const never = Number.POSITIVE_INFINITY;

export async function readTrail(trx: Transaction<Tables>, keys: VerifyKeys): Promise<Trail> {
  const row = await trx
    .selectFrom('installation')
    .select(['chain_beginning', 'turned'])
    .executeTakeFirst();
  const since = (await firstEventAt(trx)) ?? never;
  // No server has started on it: a test, which has made it with this version.
  if (!row) return { keys, from: 0, codesFrom: 0, since, findings: [] };
  const from =
    row.chain_beginning === null ? null : readChainBeginning(keys.hashes, row.chain_beginning);
  const turned = row.turned === null ? undefined : readTurned(keys.hashes, row.turned);
  const wrong = (what: string): Finding => ({
    memberId: null,
    about: 'chain',
    detail: `when ${what} was changed, or belongs to another SECRET_KEY`,
  });
  const findings = [
    ...(from === null ? [wrong('the chain of entries began')] : []),
    ...(turned === null ? [wrong('the key was turned')] : []),
  ];
  const gone = turned && !keys.fingerprints.includes(turned.before);
  const codesFrom = Math.max(from ?? 0, gone ? turned.at : 0);
  return { keys, from: from ?? 0, codesFrom, since, findings };
}

/** Compares a page of members with the trail that their acts left: links, events, what leads to them. */
export async function trailFindings(
  trx: Transaction<Tables>,
  page: readonly Written[],
  { keys, from, codesFrom, since }: Trail,
): Promise<Finding[]> {
  const events = await eventsByMember(
    trx,
    page.map(({ member }) => member.id),
  );
  const named = await memberLookupFaults(
    trx,
    page.map(({ member }) => member),
  );
  const issued = page
    .flatMap(({ redemptions }) => redemptions)
    .filter(({ issued_at }) => issued_at >= codesFrom);
  const codes = await codeFaults(trx, issued, keys.codeKeysOf);
  return [
    ...page.flatMap((one) => {
      const memberId = one.member.id;
      const found = (about: Finding['about']) => (detail: string) => ({ memberId, about, detail });
      const { hashes } = keys;
      return [
        ...chainFaults(one.member, one.entries, { hashes, from }).map(found('chain')),
        ...causeFaults(one).map(found('ledger')),
        ...eventFaults(one, events.get(memberId) ?? [], since).map(found('event')),
      ];
    }),
    ...named.map((one) => ({ ...one, about: 'member' as const })),
    ...codes.map((one) => ({ ...one, about: 'code' as const })),
  ];
}

/** Checks that the purchase that an entry names is there: points that no purchase brought are somebody's gift. */
function causeFaults({ entries, purchases }: Written): string[] {
  const known = new Set(purchases.map(({ id }) => id));
  return entries.flatMap(({ seq, purchase_id, cause: named }) => {
    const id = purchase_id ?? cause.purchaseIn(named);
    return id === null || known.has(id)
      ? []
      : [`entry ${seq} names the purchase ${id}, which is not there`];
  });
}
