import { startOfDay } from '#domain/values/calendar.ts';
import { type LedgerHash, LedgerHasher } from '#server/storage/backup/ledger-hash.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';
import { actAt } from './act-at.ts';
import { liveYear } from './live-year.ts';
import { shopperOf } from './shopper.ts';
import { yearProgram } from './year-program.ts';

export interface YearScale {
  /** The same seed makes the same ledger, on any database. */
  readonly seed: string;
  readonly members: number;
  readonly days: number;
  /** Called after each day. */
  readonly told?: (day: number) => void;
}

export interface LivedYear extends LedgerHash {
  readonly acts: number;
  readonly findings: Awaited<ReturnType<typeof verifyBooks>>;
}

/** The year that the program's dates are of. */
const year = 2026;
const dayMs = 24 * 60 * 60_000;

/**
 * Lives a year of a chain of twenty shops in an empty database. In July a coffee becomes dearer, by a program that is
 * loaded in January.
 */
export async function seededYear(context: Context, scale: YearScale): Promise<LivedYear> {
  const { members, ...wish } = scale;
  const program = yearProgram();
  const from = startOfDay(year, 0, 1, program.timeZone);
  const first = actAt(context, from, `${wish.seed} program`);
  await loadProgram(first, program);
  const rewards = program.rewards.map((one) =>
    one.id === 'coffee' ? { ...one, points: 70 } : one,
  );
  const july = startOfDay(year, 6, 1, program.timeZone);
  await loadProgram(first, { ...program, rewards }, { beginsAt: july });
  const shoppers = Array.from({ length: members }, (_, n) => shopperOf(wish.seed, n, program));
  const acts = await liveYear(context, { ...wish, from, shoppers });
  const after = actAt(context, from + (wish.days + 1) * dayMs, `${wish.seed} verify`);
  return { acts, findings: await verifyBooks(after), ...(await hashOf(context)) };
}

const rowsAtOnce = 1_000;

/** The hash of the ledger, read the same way from either database. */
async function hashOf({ store }: Pick<Context, 'store'>): Promise<LedgerHash> {
  const hasher = new LedgerHasher();
  let [member, seq] = ['', 0];
  for (;;) {
    const rows = await store.read
      .selectFrom('ledger_entries')
      .selectAll()
      .where((eb) =>
        eb.or([
          eb('member_id', '>', member),
          eb.and([eb('member_id', '=', member), eb('seq', '>', seq)]),
        ]),
      )
      .orderBy('member_id')
      .orderBy('seq')
      .limit(rowsAtOnce)
      .execute();
    for (const row of rows) hasher.add({ ...row });
    const last = rows.at(-1);
    if (!last) return hasher.end();
    [member, seq] = [last.member_id, last.seq];
  }
}
