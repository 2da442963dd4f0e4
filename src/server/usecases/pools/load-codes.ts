import { setImmediate } from 'node:timers/promises';
import type { UploadReport } from '#contract/admin/admin-answers.ts';
import { type PoolScope, storesHandingOut } from '#domain/pool/pool.ts';
import type { UploadFault, UploadState } from '#domain/pool/upload.ts';
import { Refused } from '#domain/refusal.ts';
import { freeCodes } from '#server/storage/pools/pools.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { inBatches } from '#server/usecases/pools/in-batches.ts';
import { addBatch, type PreparedCode } from './add-codes.ts';
import {
  beginUpload,
  endUpload,
  refuseUnknown,
  type Upload,
  type UploadWish,
} from './begin-upload.ts';
import { readCsv } from './csv.ts';
import { poolCodeKeys } from './find-pool-code.ts';
import { type CodeFileWish, lookAtCodes } from './look-at-codes.ts';
import { type CodeLine, readCodes } from './read-codes.ts';

export interface LoadWish extends UploadWish, CodeFileWish {}

/** A file that can be read from its beginning more than once. */
export type FileSource = () => AsyncIterable<Uint8Array>;

/**
 * Small enough that the one writer is soon free again; a smaller batch would write the same index pages again and
 * again.
 */
const batchOf = 4_000;

/**
 * Loads a file of codes into a pool, batch by batch: each batch counts at once, and after a crash the same file adds
 * the missing ones. With all-or-nothing no code counts before the last line was good. The file is read twice: first to
 * its end, so that doubtful lines are refused before any code counts.
 * @param source the file from its beginning, as often as it is asked for
 * @param progress told after each batch
 * @throws Refused when the file can't be read to its end, or `file-unclear`: nothing is loaded
 */
export async function loadCodes(
  context: Context,
  wish: LoadWish,
  source: FileSource,
  progress: (upload: Upload) => void = () => {},
): Promise<UploadReport> {
  refuseUnknown((await readWork(context)).program, wish.scope);
  const reading = await lookAtCodes(source(), wish);
  if (reading.doubts.length > 0 && wish.accept !== true) {
    throw new Refused({ key: 'file-unclear', reading });
  }
  let upload = await beginUpload(context, wish);
  try {
    const codes = readCodes(readCsv(source(), wish), {
      column: wish.column,
      header: wish.header ?? null,
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
  return { ...(await report(context, upload, { state, scope: wish.scope })), reading };
}

async function report(
  context: Context,
  upload: Upload,
  { state, scope }: { state: UploadState; scope: PoolScope },
): Promise<Omit<UploadReport, 'reading'>> {
  const left = (await freeCodes(context.store.read, [upload.poolId])).get(upload.poolId) ?? 0;
  const { uploadId, lines, duplicates, bad, faults } = upload;
  const added = state === 'refused' ? 0 : upload.added;
  const handedOutAt = await handingOutAt(context, scope);
  return { uploadId, state, lines, added, duplicates, bad, faults, left, handedOutAt };
}

/** By the program in force now: a store's way may have changed while a long file was read. */
async function handingOutAt(context: Context, scope: PoolScope): Promise<string[]> {
  const { program } = await readWork(context);
  return storesHandingOut(program, scope).map(({ id }) => id);
}

/** How many are encrypted before other work gets its turn. */
const sealedAtOnce = 500;

/** Encrypts outside the transaction, which must be short, and adds inside it. */
async function take(context: Context, upload: Upload, lines: readonly CodeLine[]): Promise<Upload> {
  const good: PreparedCode[] = [];
  const bad: UploadFault[] = [];
  for (const [at, one] of lines.entries()) {
    if (at % sealedAtOnce === 0) await setImmediate();
    if ('fault' in one) bad.push({ ...one, ofLine: null });
    else {
      const sealed = context.secrets.seal('pool-code', one.code);
      const [code_key = '', ...earlier_keys] = poolCodeKeys(context, one.code);
      good.push({ line: one.line, code_key, sealed, earlier_keys });
    }
  }
  return addBatch(context, upload, good, bad);
}
