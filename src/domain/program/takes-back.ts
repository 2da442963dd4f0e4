import { type Program, storeOf } from './program.ts';

/**
 * Whether a store takes back what another one sold or gave. Without a setting, each store takes back only its own; a
 * chain may allow any store. What a closed store sold can go to any store, because it could go to none otherwise.
 */
export const takesBack = (program: Program, here: string, soldAt: string): boolean =>
  here === soldAt || program.returns === 'any-store' || storeOf(program, soldAt) === null;
