import { DatabaseSync } from 'node:sqlite';

/**
 * What an act asks of tables with members' rows without naming a member, by table, with the reason. Where members are
 * spread over several machines, each is answered by one machine or has a table of its own (docs/scale.md).
 */
const withoutMember: Readonly<Record<string, string>> = {
  member_addresses: 'an address leads to its member',
  waiting_addresses: 'an address leads to the member for whom it waits',
  merges: 'the address, or the id, of a membership that was merged leads to its member',
  member_numbers: 'a number leads to its member',
  redemption_ids: 'an id leads to its redemption and member',
  confirmation_ids: 'an id leads to its question and member',
  reviews: 'the shop’s id of a review leads to its member',
  review_links: 'a link, or the shop’s id of its review, leads to its member',
  voucher_codes: 'a code leads to its redemption and member',
  purchase_receipts: 'a receipt leads to its purchase and member',
  return_receipts: 'a receipt leads to its return and member',
  events: "a store's feed, read and not written",
  redemptions: 'what a till did last, and what an associate undid: read and not written',
  mails: 'the outbox, whose mails leave in the order that they came',
};

/**
 * Statements that touch members' rows without naming one member, and tables of the list above that none of them
 * touches. A row of many values in one insert has its member in each.
 * @param path the file of the database
 */
export function ofManyMembers(path: string, statements: Iterable<string>): string[] {
  const owned = tablesOfMembers(path);
  const met = new Set<string>();
  const wrong: string[] = [];
  for (const sql of statements) {
    const tables = [...sql.matchAll(/(?:from|join|into|update) "(\w+)"/g)].map(
      ([, name = '']) => name,
    );
    const theirs = tables.filter((name) => owned.has(name));
    if (theirs.length === 0 || namesOne(sql)) continue;
    const excused = theirs.filter((name) => Object.hasOwn(withoutMember, name));
    for (const name of excused) met.add(name);
    if (excused.length === 0 || isWriteOf(sql, excused)) wrong.push(sql);
  }
  const unmet = Object.keys(withoutMember).filter((name) => !met.has(name));
  return [...wrong, ...unmet.map((name) => `no statement needs the exception for ${name}`)];
}

const namesOne = (sql: string): boolean =>
  /^insert /.test(sql) ||
  /\bmember_id"? = \?/.test(sql) ||
  /(?:from|update) "members".* where (?:"members"\.)?"id" = \?/.test(sql);

/** Only rows that lead to a member may be changed without naming one. */
const isWriteOf = (sql: string, tables: readonly string[]): boolean =>
  /^(?:update|delete)/.test(sql) &&
  tables.some((name) => name === 'redemptions' || name === 'events');

function tablesOfMembers(path: string): ReadonlySet<string> {
  const file = new DatabaseSync(path, { readOnly: true });
  try {
    const rows = file
      .prepare(
        `select name from sqlite_schema where type = 'table' and
        (name = 'members' or exists (select 1 from pragma_table_info(sqlite_schema.name) where name = 'member_id'))`,
      )
      .all();
    return new Set(rows.map(({ name }) => String(name)));
  } finally {
    file.close();
  }
}
