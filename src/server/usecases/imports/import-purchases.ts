import type { PurchasesReport } from '#contract/admin/admin-imports.ts';
import type { FieldFault } from '#domain/imports/import-fault.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { noteSecurity } from '#server/usecases/ground/note-security.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { readWork, transact } from '#server/usecases/ground/work.ts';
import type { Listening } from './import-members.ts';
import { faulty } from './know-lines.ts';
import { knowPurchases, type PurchaseOutcome, type ReadPurchase } from './know-purchases.ts';
import { batchesOf } from './line-batches.ts';
import type { FileSource } from './read-file.ts';
import { type PurchasesWish, ReceiptCount, receiptsOf } from './read-receipts.ts';
import { Raced } from './take-new.ts';
import { takePurchases } from './take-purchases.ts';

/**
 * Brings over what members bought before, line by line of their receipts. The file is read twice: first to its end, so
 * that one receipt with a fault refuses all of it (unless `accept`) before anything is taken; then batch by batch, of
 * each member in a transaction of their own. After a crash the same file goes on where it was, because a receipt that
 * was taken is known. A dry run reads once.
 * @throws Refused `request-invalid`, `file-column`, `file-too-long`, or why the file can't be read
 */
export async function importPurchases(
  context: Context,
  wish: PurchasesWish,
  source: FileSource,
  listening: Listening = {},
): Promise<PurchasesReport> {
  const looked = await look(context, wish, source, listening);
  const isRefused = looked.told.fault > 0 && !wish.accept;
  if (wish.dryRun || isRefused) {
    await noteLook(context, wish, looked);
    return looked.report(wish.dryRun ? 'rehearsed' : 'refused', wish.source);
  }
  if (looked.told.new > 0) {
    const details = { source: wish.source, lines: looked.lines, new: looked.told.new };
    await transact(context, (work) => recordAct(work, { act: 'purchases-imported', details }));
  }
  return take(context, wish, source, { ...listening, looked });
}

/** A look tells of each receipt whether its buyer is a member, so it is on record as an act is. */
async function noteLook(
  context: Context,
  { source, adminKeyId }: PurchasesWish,
  { lines, told: { fault: bad } }: ReceiptCount,
): Promise<void> {
  const details = { source, lines, bad, adminKeyId: adminKeyId ?? null };
  await transact(context, (work) => recordAct(work, { act: 'import-rehearsed', details }));
  if (adminKeyId) noteSecurity(context, 'import-rehearsed', { adminKeyId, lines, bad });
}

const weightOf = ({ purchase }: ReadPurchase): number => purchase.basket.lines.length;

/** Reads the file to its end and decides of each receipt, without any effect. */
async function look(
  context: Context,
  wish: PurchasesWish,
  source: FileSource,
  { told }: Listening,
): Promise<ReceiptCount> {
  const count = new ReceiptCount();
  const refuse = (line: number, fault: FieldFault, ofLine: number | null = null) => {
    count.fault(line, fault, ofLine);
    told?.({ line, outcome: 'fault', fault, ofLine });
  };
  const good = receiptsOf(context, wish, source, { count, refuse });
  const work = await readWork(context);
  for await (const lines of batchesOf(good, weightOf)) {
    const outcomes = await knowPurchases(work, lines, wish.source);
    for (const [index, { line }] of lines.entries()) {
      const outcome = outcomes[index] ?? { what: 'known' };
      if (outcome.what === 'fault') refuse(line, outcome.fault);
      else {
        count.told[outcome.what] += 1;
        if (wish.dryRun) told?.({ line, outcome: outcome.what, fault: null, ofLine: null });
      }
    }
  }
  return count;
}

/** Takes the receipts that were found good, batch by batch. */
async function take(
  context: Context,
  wish: PurchasesWish,
  source: FileSource,
  { looked, told, progress }: Listening & { readonly looked: ReceiptCount },
): Promise<PurchasesReport> {
  const { bad } = looked;
  const taken = { new: 0, known: 0, fault: 0 };
  const all = receiptsOf(context, wish, source, {
    count: { lines: 0, columns: looked.columns },
    refuse: () => {},
  });
  for await (const batch of batchesOf(all, weightOf)) {
    const lines = batch.filter(({ line }) => !bad.has(line));
    const outcomes = await takeBatch(context, wish.source, lines);
    for (const [index, { line }] of lines.entries()) {
      const outcome = outcomes[index] ?? { what: 'known' };
      taken[outcome.what] += 1;
      const fault = outcome.what === 'fault' ? outcome.fault : null;
      if (fault) looked.fault(line, fault, null);
      told?.({ line, outcome: outcome.what, fault, ofLine: null });
    }
    progress?.(
      taken.new + taken.known + looked.told.fault,
      looked.told.new + looked.told.known + looked.told.fault,
    );
  }
  looked.told.new = taken.new;
  looked.told.known = taken.known;
  return looked.report('done', wish.source);
}

/** So many members at once: what they write is committed together, and nobody else waits long. */
const membersAtOnce = 8;

/** Who bought more than one thing gets all of it in one transaction. */
async function takeBatch(
  context: Context,
  source: string,
  lines: readonly ReadPurchase[],
): Promise<PurchaseOutcome[]> {
  const outcomes = await knowPurchases(await readWork(context), lines, source);
  const places = [...lines.keys()].filter((index) => outcomes[index]?.what === 'new');
  const byMember = Map.groupBy(places, (index) => memberOf(outcomes[index]));
  const groups = [...byMember].values();
  const worker = async () => {
    for (const [memberId, own] of groups) {
      const these = own.flatMap((index) => lines[index] ?? []);
      const done = await takenTogether(context, memberId, { lines: these, source });
      for (const [at, index] of own.entries()) outcomes[index] = done[at] ?? { what: 'known' };
    }
  };
  await Promise.all(Array.from({ length: membersAtOnce }, worker));
  return outcomes;
}

const memberOf = (outcome: PurchaseOutcome | undefined): string =>
  outcome?.what === 'new' ? outcome.memberId : '';

/** Somebody may send the same file meanwhile: then it is asked again what there is. */
const triesAtMost = 5;

async function takenTogether(
  context: Context,
  memberId: string,
  { lines, source }: { readonly lines: readonly ReadPurchase[]; readonly source: string },
): Promise<PurchaseOutcome[]> {
  for (let tries = 0; tries < triesAtMost; tries += 1) {
    try {
      return await transact(context, async (work) => {
        await work.lockMember(memberId);
        const known = await knowPurchases(work, lines, source);
        // Who has left meanwhile may have joined anew: then they are somebody else.
        const now = known.map((one) =>
          one.what === 'new' && one.memberId !== memberId ? faulty('unknown-member', null) : one,
        );
        const left = lines.filter((_, index) => now[index]?.what === 'new');
        if (left.length > 0) await takePurchases(work, memberId, { lines: left, source });
        return now;
      });
    } catch (error) {
      if (!(error instanceof Raced)) throw error;
    }
  }
  throw new Error('a receipt was taken by somebody else again and again');
}
