import { type FoundCode, findCode } from '#server/storage/pools/pool-handouts.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';

/** 132 bits are enough to tell a million codes apart, and a shorter key makes a smaller index. */
const keyLength = 22;

/** What the database stores instead of a pool code: a code can be found by it, and not read from it. */
export const poolCodeKey = ({ secrets }: Pick<Context, 'secrets'>, code: string): string =>
  secrets.hash('pool-lookup', code).slice(0, keyLength);

/** The same under each of the server's keys, the one that is stored now first. */
export const poolCodeKeys = (
  { secrets }: Pick<Context, 'secrets'>,
  code: string,
): readonly string[] => secrets.hashes('pool-lookup', code).map((hash) => hash.slice(0, keyLength));

/** The pool's code that a till sent or a file names. Blanks around it come from the scanner. */
export const findPoolCode = (work: ReadWork, text: string): Promise<FoundCode | null> =>
  findCode(work.db, poolCodeKeys(work.context, text.trim()));
