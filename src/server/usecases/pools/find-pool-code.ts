import { type FoundCode, findCode } from '#server/storage/pools/pool-handouts.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';

/** 132 bits are enough to tell a million codes apart, and a shorter key makes a smaller index. */
const keyLength = 22;

/** What stands in the database in a pool code's stead: by it a code is found, and nothing is learned. */
export const poolCodeKey = ({ secrets }: Pick<Context, 'secrets'>, code: string): string =>
  secrets.hash('pool-lookup', code).slice(0, keyLength);

/** The pool's code that a till sent or a file tells; blanks around it are the scanner's, not the code's. */
export const findPoolCode = (work: ReadWork, text: string): Promise<FoundCode | null> =>
  findCode(work.db, poolCodeKey(work.context, text.trim()));
