import type { Context } from '#server/usecases/ground/context.ts';
import type { TillRequest } from '#server/usecases/till/act-at-till.ts';
import { bytesOf } from './chance.ts';

/**
 * The context of one act of a lived year: at its own time, with bytes of its own. So what an act makes does not depend on
 * which acts ran beside it, and the same seed makes the same ledger on any database.
 */
export const actAt = (context: Context, at: number, name: string): Context => ({
  ...context,
  now: () => at,
  randomBytes: bytesOf(name),
});

/** A POS of a store that reports something. */
export const pos = (storeId: string, tillId: string): TillRequest => ({
  storeId,
  tillId,
  associateId: null,
  language: 'en',
  once: null,
});
