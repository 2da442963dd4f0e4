import { type LimitNode, SqliteQueryCompiler, ValueNode } from 'kysely';

/**
 * Writes a limit as digits. SQLite looks at a bound limit while it plans, so it would plan such a statement anew at each run,
 * which takes three times as long as what most of ours do.
 */
export class SqliteCompiler extends SqliteQueryCompiler {
  protected override visitLimit(node: LimitNode): void {
    const { limit } = node;
    const rows = ValueNode.is(limit) ? limit.value : undefined;
    // Nothing else is written into a statement: a whole number is digits, whoever chose it.
    if (Number.isSafeInteger(rows)) this.append(`limit ${rows}`);
    else super.visitLimit(node);
  }
}
