import { setImmediate } from 'node:timers/promises';
import type { UploadFault } from '#domain/pool/upload.ts';
import type { PoolUploadRow } from '#server/storage/db/schema-pools.ts';
import { freeCodes } from '#server/storage/pools/pools.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readCsv } from '#server/usecases/pools/csv.ts';
import { inBatches } from '#server/usecases/pools/in-batches.ts';
import { addBatch, type PreparedCode } from './add-codes.ts';
import { beginUpload, endUpload, type Upload, type UploadWish } from './begin-upload.ts';
import type { Column } from './file-columns.ts';
import { poolCodeKey } from './find-pool-code.ts';
import { type CodeLine, readCodes } from './read-codes.ts';

export interface LoadWish extends UploadWish {
  readonly column: Column | null;
  readonly separator: string | null;
}

export interface UploadReport {
  readonly uploadId: number;
  readonly state: PoolUploadRow['state'];
  /** How many lines with anything in them were read, the header line aside. */
  readonly lines: number;
  readonly added: number;
  readonly duplicates: number;
  readonly bad: number;
  /** The first faults, by line. */
  readonly faults: readonly UploadFault[];
  /** Codes that can be handed out now. */
  readonly left: number;
}

/**
 * Small enough that the one writer is free again before anybody notices; a smaller batch would write the same
 * pages of the index again and again.
 */
const batchOf = 4_000;

/**
 * Loads a file of codes into a pool, a batch at a time: what was loaded counts at once, and after a crash the
 * same file adds what is missing. Or all or nothing: then no code counts before the last line was good.
 * @param progress told after each batch
 * @throws Refused when the file can't be read to its end; what stands before that place is loaded, unless
 *   it is all or nothing
 */
export async function loadCodes(
  context: Context,
  wish: LoadWish,
  bytes: AsyncIterable<Uint8Array>,
  progress: (upload: Upload) => void = () => {},
): Promise<UploadReport> {
  let upload = await beginUpload(context, wish);
  try {
    const codes = readCodes(readCsv(bytes, wish.separator), {
      column: wish.column,
      symbology: upload.symbology,
    });
    for await (const lines of inBatches(codes, batchOf)) {
      upload = await take(context, upload, lines);
      progress(upload);
    }
  } catch (error) {
    await endUpload(context, upload, 'failed');
    throw error;
  }
  const faulty = upload.bad + upload.duplicates > 0;
  const state = wish.allOrNothing && faulty ? 'refused' : 'done';
  await endUpload(context, upload, state);
  return report(context, upload, state);
}

async function report(
  context: Context,
  upload: Upload,
  state: PoolUploadRow['state'],
): Promise<UploadReport> {
  const left = (await freeCodes(context.store.read, [upload.poolId])).get(upload.poolId) ?? 0;
  const { uploadId, lines, duplicates, bad, faults } = upload;
  const added = state === 'refused' ? 0 : upload.added;
  return { uploadId, state, lines, added, duplicates, bad, faults, left };
}

/** So many are sealed before others get their turn. */
const sealedAtOnce = 500;

/** Seals outside the transaction, which must be short, and adds inside it. */
async function take(context: Context, upload: Upload, lines: readonly CodeLine[]): Promise<Upload> {
  const good: PreparedCode[] = [];
  const bad: UploadFault[] = [];
  for (const [at, one] of lines.entries()) {
    if (at % sealedAtOnce === 0) await setImmediate();
    if ('fault' in one) bad.push({ ...one, ofLine: null });
    else {
      const sealed = context.secrets.seal('pool-code', one.code);
      good.push({ line: one.line, code_key: poolCodeKey(context, one.code), sealed });
    }
  }
  return addBatch(context, upload, good, bad);
}

/** @throws Refused when the file could not be read as CSV in UTF-8 to its end */
export async function checkReadable(
  bytes: AsyncIterable<Uint8Array>,
  separator: string | null,
): Promise<void> {
  for await (const _ of readCsv(bytes, separator)) {
    // Reading is the check.
  }
}
