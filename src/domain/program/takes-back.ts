import { type Program, storeOf } from './program.ts';

/**
 * Whether a store takes back what another sold or gave. By itself each takes back its own; a chain may say that any
 * does; and what a store sold that has left the program comes back to any, or it could come back to none.
 */
export const takesBack = (program: Program, here: string, soldAt: string): boolean =>
  here === soldAt || program.returns === 'any-store' || storeOf(program, soldAt) === null;
