import { storeNameOf } from '#domain/program/gone.ts';
import type { Program } from '#domain/program/program.ts';
import { sentenceOf } from '#server/http/edge/problem.ts';
import type { ReturnReceiptRow } from '#server/storage/db/schema-purchases.ts';
import { openReturns, refusalOf } from '#server/storage/purchases/returns.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { readArgs } from './admin-args.ts';
import { type Commands, many, onceKnownStore } from './admin-command.ts';
import { localText, sinceOf } from './admin-time.ts';

/** Returns that did not fit are listed for this long; those that wait are listed whatever their age. */
const usualSince = '30d';

/** The most that are listed, the oldest first: nobody reads more. */
const listedAtMost = 200;

const dayMs = 24 * 60 * 60_000;

export const returnCommands = {
  returns: listReturns,
} satisfies Commands;

async function listReturns(context: Context, args: readonly string[]): Promise<readonly string[]> {
  const { words, options } = readArgs(args, ['since']);
  const storeId = words[0] ?? null;
  if (storeId !== null) await onceKnownStore(context, storeId);
  const since = sinceOf(options.since ?? usualSince, context.now());
  const { read } = context.store;
  const { program } = await readWork(context);
  const limit = listedAtMost;
  const waiting = await openReturns(read, 'waiting', { storeId, limit });
  const refused = await openReturns(read, 'refused', { storeId, since, limit });
  const lines = [
    ...waiting.map((one) => `${named(program, one)} waits for it, ${ageOf(context, one)}`),
    ...(await Promise.all(
      refused.map(async (one) => `${named(program, one)} did not fit: ${await why(context, one)}`),
    )),
  ];
  return lines.length > 0 ? lines : ['No return waits, and each one fitted its purchase.'];
}

function named(program: Program, one: ReturnReceiptRow): string {
  const where = `${storeNameOf(program, one.store_id)}, ${one.till_id}`;
  const purchase = `${one.purchase_receipt_number} of ${one.purchase_till_id}`;
  return `${localText(one.at, program.timeZone)}  ${where}: return ${one.receipt_number} of purchase ${purchase}`;
}

function ageOf(context: Context, { reported_at }: ReturnReceiptRow): string {
  const days = Math.floor((context.now() - reported_at) / dayMs);
  return days === 0 ? 'since today' : `for ${many(days, 'day')}`;
}

async function why(context: Context, one: ReturnReceiptRow): Promise<string> {
  const refusal = refusalOf(one);
  return refusal ? sentenceOf(context, 'en', refusal, 'till') : '';
}
