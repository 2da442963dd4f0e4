import type { LoadDryRun, UploadReport } from '#contract/admin/admin-answers.ts';
import { storesHandingOut } from '#domain/pool/pool.ts';
import {
  faultsListed,
  isDuplicate,
  type LineFault,
  type UploadFault,
} from '#domain/pool/upload.ts';
import { knownCodes } from '#server/storage/pools/pool-codes.ts';
import { allPools, freeCodes, scopeOf } from '#server/storage/pools/pools.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { refuseUnknown } from './begin-upload.ts';
import { readCsv } from './csv.ts';
import { poolCodeKeys } from './find-pool-code.ts';
import { inBatches } from './in-batches.ts';
import type { FileSource, LoadWish } from './load-codes.ts';
import { lookAtCodes } from './look-at-codes.ts';
import { type CodeLine, readCodes } from './read-codes.ts';

const batchOf = 4_000;

/**
 * Says what loading a file would do, doubts included, and changes nothing.
 * @throws Refused when the file can't be read
 */
export async function dryRunLoad(
  context: Context,
  wish: LoadWish,
  source: FileSource,
): Promise<LoadDryRun> {
  const { db, program } = await readWork(context);
  refuseUnknown(program, wish.scope);
  const reading = await lookAtCodes(source(), wish);
  const { rewardId, storeId } = wish.scope;
  const pool = (await allPools(db)).find((row) => {
    const scope = scopeOf(row);
    return scope.rewardId === rewardId && scope.storeId === storeId;
  });
  const weighing = new Weighing(context, pool?.id ?? null);
  const said = { column: wish.column, header: wish.header ?? null };
  const symbology = wish.symbology ?? pool?.symbology ?? null;
  const codes = readCodes(readCsv(source(), wish), { ...said, symbology });
  for await (const lines of inBatches(codes, batchOf)) await weighing.take(lines);
  const left = pool ? ((await freeCodes(db, [pool.id])).get(pool.id) ?? 0) : 0;
  const handedOutAt = storesHandingOut(program, wish.scope).map(({ id }) => id);
  return { uploadId: null, state: 'rehearsed', ...weighing.counts(), left, handedOutAt, reading };
}

/** Counts what would become of each line. */
class Weighing {
  readonly #context: Context;
  readonly #poolId: number | null;
  readonly #lineOf = new Map<string, number>();
  readonly #faults: UploadFault[] = [];
  #lines = 0;
  #duplicates = 0;
  #bad = 0;

  constructor(context: Context, poolId: number | null) {
    this.#context = context;
    this.#poolId = poolId;
  }

  async take(lines: readonly CodeLine[]): Promise<void> {
    const keys = lines.flatMap((one) =>
      'code' in one ? poolCodeKeys(this.#context, one.code) : [],
    );
    const rows = await knownCodes(this.#context.store.read, keys);
    const known = new Map(rows.map((row) => [row.code_key, row]));
    for (const one of lines) {
      this.#lines += 1;
      if ('fault' in one) {
        this.#note(one.line, one.fault);
        continue;
      }
      const keys = poolCodeKeys(this.#context, one.code);
      const [key = ''] = keys;
      const twin = this.#lineOf.get(key);
      const row = keys.map((each) => known.get(each)).find(Boolean);
      if (twin !== undefined) this.#note(one.line, 'in-file', twin);
      else if (row && row.pool_id !== this.#poolId) this.#note(one.line, 'other-pool');
      else if (row) this.#note(one.line, row.seq <= row.handed ? 'handed-out' : 'in-pool');
      this.#lineOf.set(key, twin ?? one.line);
    }
  }

  counts(): Pick<UploadReport, 'lines' | 'added' | 'duplicates' | 'bad' | 'faults'> {
    const added = this.#lines - this.#duplicates - this.#bad;
    return {
      lines: this.#lines,
      added,
      duplicates: this.#duplicates,
      bad: this.#bad,
      faults: this.#faults,
    };
  }

  #note(line: number, fault: LineFault, ofLine: number | null = null): void {
    if (isDuplicate(fault)) this.#duplicates += 1;
    else this.#bad += 1;
    if (this.#faults.length < faultsListed) this.#faults.push({ line, fault, ofLine });
  }
}
