/** How long a server waits for PostgreSQL, each wait by itself. Milliseconds. */
export interface Deadlines {
  /** For a free connection, or a new one. */
  readonly connectMs: number;
  /** For a lock that somebody else holds. PostgreSQL ends the wait. */
  readonly lockMs: number;
  /** For one statement. PostgreSQL ends it. */
  readonly statementMs: number;
  /** For an answer from a database that hangs or has gone without a word. We end the connection. */
  readonly answerMs: number;
}

/** A till gives up after five seconds. The last wait and the one for a connection come to that. */
export const tillDeadlines: Deadlines = {
  connectMs: 2_000,
  lockMs: 2_500,
  statementMs: 2_800,
  answerMs: 3_000,
};
