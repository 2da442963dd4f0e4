import { type RawBuilder, type SqlBool, sql } from 'kysely';

/** Members in the order of their ids, from after one of them to another. */
export interface MemberRange {
  readonly after: string;
  readonly upTo: string;
}

/** Members by their ids, at least one, or a range of them. */
export type Buyers = MemberRange | { readonly memberIds: readonly string[] };

/** The condition that a row is about one of them. @param table whose `member_id` is asked */
export function ofBuyers(buyers: Buyers, table: string): RawBuilder<SqlBool> {
  const column = sql.ref(`${table}.member_id`);
  if (!('memberIds' in buyers))
    return sql<SqlBool>`(${column} > ${buyers.after} and ${column} <= ${buyers.upTo})`;
  const [one, ...others] = buyers.memberIds;
  return others.length === 0
    ? sql<SqlBool>`${column} = ${one}`
    : sql<SqlBool>`${column} in (${sql.join(buyers.memberIds)})`;
}
