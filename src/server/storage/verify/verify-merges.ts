import type { Transaction } from 'kysely';
import { cause } from '#domain/points/ledger.ts';
import { portionsOf } from '#server/storage/db/portions.ts';
import type { LedgerEntryRow, Tables } from '#server/storage/db/schema.ts';
import type { Finding } from './verify-member.ts';

type Half = Pick<LedgerEntryRow, 'member_id' | 'seq' | 'cause' | 'points'>;

/**
 * Checks that what a membership lost by a merge is what another one got: each half of a move has its other half, of the
 * same sum.
 */
export async function mergeFindings(
  trx: Transaction<Tables>,
  entries: readonly Half[],
): Promise<Finding[]> {
  const halves = entries.filter((entry) => cause.isMerged(entry.cause));
  const found = new Map<string, number>();
  for (const some of portionsOf(halves)) {
    const others = some.map(otherHalf);
    const rows = await trx
      .selectFrom('ledger_entries')
      .select(['member_id', 'cause', 'points'])
      .where('member_id', 'in', [...new Set(others.map(({ memberId }) => memberId))])
      .where(
        'cause',
        'in',
        others.map((other) => other.cause),
      )
      .execute();
    for (const row of rows) found.set(`${row.member_id} ${row.cause}`, row.points);
  }
  return halves.flatMap((half) => {
    const other = otherHalf(half);
    const points = found.get(`${other.memberId} ${other.cause}`);
    if (points === -half.points) return [];
    return [
      {
        memberId: half.member_id,
        about: 'ledger' as const,
        detail: `entry ${half.seq} moves ${half.points} by a merge, its other half ${points ?? 'is not there'}`,
      },
    ];
  });
}

function otherHalf(half: Half): { readonly memberId: string; readonly cause: string } {
  const { memberId, seq } = cause.mergedWith(half.cause);
  return {
    memberId,
    cause: cause.isMergedIn(half.cause)
      ? cause.mergedOut(half.member_id, seq)
      : cause.mergedIn(half.member_id, seq),
  };
}
