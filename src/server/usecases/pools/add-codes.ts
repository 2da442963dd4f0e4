import { poolShards } from '#domain/pool/pool.ts';
import {
  faultsListed,
  isDuplicate,
  type LineFault,
  type UploadFault,
} from '#domain/pool/upload.ts';
import {
  addCodes,
  type KnownCode,
  knownCodes,
  type NewCode,
} from '#server/storage/pools/pool-codes.ts';
import { setLoaded } from '#server/storage/pools/pools.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { transact, type Work } from '#server/usecases/ground/work.ts';
import { changeRunning, type Upload } from './begin-upload.ts';

/** A code as it is stored, with its line in the file. */
export type PreparedCode = Pick<NewCode, 'line' | 'code_key' | 'sealed'> & {
  /** Its keys under earlier SECRET_KEYs, by which a code is found that was stored before the key was turned. */
  readonly earlier_keys: readonly string[];
};

/** When two uploads add the same code at the same moment, the later one tries again this often. */
const triesAtMost = 3;

/**
 * Adds a batch of an upload's codes in one transaction with its counts, so that the counts are always true.
 * @param bad lines that hold no code
 * @returns how far the upload has come now
 * @throws Refused `upload-running` when another upload has taken this one's place
 */
export async function addBatch(
  context: Context,
  upload: Upload,
  codes: readonly PreparedCode[],
  bad: readonly UploadFault[],
): Promise<Upload> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await transact(context, (work) => addInto(work, upload, { codes, bad }));
    } catch (error) {
      if (!(error instanceof AddedElsewhere) || tries === triesAtMost) throw error;
    }
  }
}

/** Thrown to roll the transaction back; caught a few lines above. */
class AddedElsewhere extends Error {}

async function addInto(
  work: Work,
  upload: Upload,
  { codes, bad }: { codes: readonly PreparedCode[]; bad: readonly UploadFault[] },
): Promise<Upload> {
  const { fresh, faults, numbered } = await sort(work, upload, codes);
  if (fresh.length > 0 && (await addCodes(work, fresh)) !== fresh.length)
    throw new AddedElsewhere();
  if (!upload.allOrNothing) await count(work, upload, numbered);
  const next = advance({ ...upload, numbered }, codes.length + bad.length, fresh.length, [
    ...bad,
    ...faults,
  ]);
  const { lines, added, duplicates } = next;
  const grown = next.faults.length > upload.faults.length;
  await changeRunning(work, upload.uploadId, {
    touched_at: work.at,
    lines,
    added,
    duplicates,
    bad: next.bad,
    ...(grown && { faults: JSON.stringify(next.faults) }),
  });
  return next;
}

/** Numbers the new codes, for each shard in turn, and says why the others are not added. */
async function sort(work: Work, upload: Upload, codes: readonly PreparedCode[]) {
  const keys = codes.flatMap(keysOf);
  const known = new Map((await knownCodes(work.db, keys)).map((one) => [one.code_key, one]));
  const numbered = [...upload.numbered];
  const fresh: NewCode[] = [];
  const lineOf = new Map<string, number>();
  const faults: UploadFault[] = [];
  for (const code of codes) {
    const { line, code_key, sealed } = code;
    const before = keysOf(code)
      .map((key) => known.get(key))
      .find(Boolean);
    const twin = lineOf.get(code.code_key);
    if (before || twin !== undefined) {
      faults.push(before ? faultOf(upload, code.line, before) : inFile(code.line, twin ?? null));
      continue;
    }
    lineOf.set(code.code_key, code.line);
    const shard = (upload.turn + fresh.length) % poolShards;
    const seq = (numbered[shard] ?? 0) + 1;
    numbered[shard] = seq;
    const place = { pool_id: upload.poolId, upload_id: upload.uploadId, shard, seq };
    fresh.push({ line, code_key, sealed, ...place });
  }
  return { fresh, faults, numbered };
}

const keysOf = ({ code_key, earlier_keys }: PreparedCode) => [code_key, ...earlier_keys];

const inFile = (line: number, ofLine: number | null): UploadFault => ({
  line,
  fault: 'in-file',
  ofLine,
});

function faultOf({ uploadId, poolId }: Upload, line: number, known: KnownCode): UploadFault {
  if (known.upload_id === uploadId) return inFile(line, known.line);
  const fault = (word: LineFault): UploadFault => ({ line, fault: word, ofLine: null });
  if (known.pool_id !== poolId) return fault('other-pool');
  return fault(known.seq <= known.handed ? 'handed-out' : 'in-pool');
}

async function count(
  work: Work,
  { poolId, numbered }: Upload,
  now: readonly number[],
): Promise<void> {
  for (const [shard, last] of now.entries()) {
    if (last !== numbered[shard]) await setLoaded(work, poolId, shard, last);
  }
}

function advance(
  upload: Upload,
  lines: number,
  added: number,
  faults: readonly UploadFault[],
): Upload {
  const duplicates = faults.filter(({ fault }) => isDuplicate(fault)).length;
  const listed = faults.toSorted((a, b) => a.line - b.line);
  return {
    ...upload,
    turn: (upload.turn + added) % poolShards,
    lines: upload.lines + lines,
    added: upload.added + added,
    duplicates: upload.duplicates + duplicates,
    bad: upload.bad + faults.length - duplicates,
    faults: [...upload.faults, ...listed.slice(0, faultsListed - upload.faults.length)],
  };
}
