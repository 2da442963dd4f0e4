import type { Context } from '#server/usecases/ground/context.ts';
import { makeNumber } from '#server/usecases/ground/make-id.ts';

const digits = 12;

/** A receipt's number as tills print it, so long that none comes twice at a till within a year. */
export const makeReceipt = (context: Pick<Context, 'randomBytes'>): string =>
  String(makeNumber(context) % 10 ** digits).padStart(digits, '0');
