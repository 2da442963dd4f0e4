// Fills a new data folder (DATA_DIR), or a database (DATABASE_URL), with members who each hold a live voucher, by the product's own use-cases, and writes
// down the statements of one redemption. Arguments: how many vouchers, and the file for what was prepared.
import { writeFileSync } from 'node:fs';
import { posApi } from '#contract/paths.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { makeId } from '#server/usecases/ground/make-id.ts';
import type { Prepared, Statement, Varying } from './load-plan.ts';
import { appOver, newMember, newProgram, newVoucher } from './members.ts';
import { recordStatements } from './record-statements.ts';

/** What chance draws to be a row's key: longer texts are sealed. */
const drawnLengths = { from: 16, to: 64 };

const [count = '', file = ''] = process.argv.slice(2);
const { context, posKey } = await newProgram();

const codes: string[] = [];
// As many at once as share a flush; on PostgreSQL as there are connections, so that none waits for one in vain.
const length = process.env.DATABASE_URL ? 8 : 64;
while (codes.length < Number(count))
  codes.push(...(await Promise.all(Array.from({ length }, voucherOfNewMember))));
const { statements, drawn } = await recordOne(context, posKey, [
  await voucherOfNewMember(),
  await voucherOfNewMember(),
]);
const prepared: Prepared = { posKey, codes: codes.slice(0, Number(count)), statements, drawn };
writeFileSync(file, JSON.stringify(prepared));
await context.store.close();

async function voucherOfNewMember(): Promise<string> {
  return newVoucher(context, await newMember(context));
}

/**
 * Redeems two vouchers as a till does. The first one fills the server's caches; the statements of the second one are
 * recorded.
 */
async function recordOne(
  context: Context,
  posKey: string,
  codes: readonly [string, string],
): Promise<Pick<Prepared, 'statements' | 'drawn'>> {
  const app = await appOver(context);
  let seen: Statement[] = [];
  let before: Statement[] = [];
  for (const scanned of codes) {
    const idempotencyKey = makeId(context);
    const receiptNumber = makeId(context);
    const recording = recordStatements();
    const answer = await app.inject({
      method: 'POST',
      url: posApi.redemptions,
      headers: { authorization: `Bearer ${posKey}`, 'idempotency-key': idempotencyKey },
      payload: { scanned, receiptNumber },
    });
    before = seen;
    seen = recording.end();
    if (answer.statusCode !== 200) throw new Error(`not redeemed: ${answer.body}`);
    const codeKey = context.secrets.hash('voucher-lookup', scanned);
    const owner = await context.store.read
      .selectFrom('voucher_codes')
      .selectAll()
      .where('code_key', '=', codeKey)
      .executeTakeFirstOrThrow();
    const { member_id: memberId, redemption_id: redemptionId } = owner;
    const { id: eventId } = await context.store.read
      .selectFrom('events')
      .select('id')
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    const varying = { eventId, codeKey, memberId, redemptionId, receiptNumber, idempotencyKey };
    seen = seen.map((statement) => named(statement, varying));
  }
  await app.close();
  return drawnIn(before, seen);
}

/** Marks what chance gave to the one redemption and not to the other, so that each that is repeated draws its own. */
function drawnIn(
  before: readonly Statement[],
  seen: readonly Statement[],
): Pick<Prepared, 'statements' | 'drawn'> {
  const drawn: string[] = [];
  const statements = seen.map((statement) => {
    const other = before.find(({ sql }) => sql === statement.sql);
    const parameters = statement.parameters.map((value, at) => {
      if (typeof value !== 'string' || typeof other?.parameters[at] !== 'string') return value;
      if (value === other.parameters[at] || value.length > drawnLengths.to) return value;
      if (value.length < drawnLengths.from) return value;
      if (!drawn.includes(value)) drawn.push(value);
      return { fresh: drawn.indexOf(value) };
    });
    return { ...statement, parameters };
  });
  return { statements, drawn: drawn.length };
}

function named(statement: Statement, varying: Readonly<Record<Varying, string>>): Statement {
  const names = new Map<unknown, Varying>(
    Object.entries(varying).map(([name, value]) => [value, name as Varying]), // The record's own keys.
  );
  const parameters = statement.parameters.map((value) => {
    const of = names.get(value);
    return of === undefined ? value : { of };
  });
  return { ...statement, parameters };
}
