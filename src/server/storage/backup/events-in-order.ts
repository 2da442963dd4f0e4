/** An event's place in the order of the feed, on whichever database. */
interface Placed {
  readonly seq: number;
  readonly written_by: number;
}

/**
 * SQLite orders events by `seq` alone, PostgreSQL by the number of the transaction first. So an event that comes out of
 * PostgreSQL gets a number above the one before it. Nobody who follows the events misses one: whatever came after their
 * place before comes after it still. Some may hear an event again, which its id tells them.
 * @returns gives each event, in PostgreSQL's order, its place on SQLite
 */
export function orderForSqlite(): (event: Placed) => Placed {
  let last = 0;
  return ({ seq, written_by }) => {
    last = Math.max(last + 1, seq);
    return { seq: last, written_by };
  };
}

/**
 * The way back. Events that SQLite wrote know no transaction, so they get the highest number before them, and the order
 * by `seq` stays.
 * @param before the highest number of the events that are there already
 * @returns gives each event, in SQLite's order, its place on PostgreSQL
 */
export function orderForPostgres(before = 0): (event: Placed) => Placed {
  let highest = before;
  return ({ seq, written_by }) => {
    highest = Math.max(highest, written_by);
    return { seq, written_by: highest };
  };
}
