import type { Cell } from './cell.ts';
import { type FieldFault, faultAt } from './import-fault.ts';

/** Ends the reading of a line at its first fault: thrown by `refuse`, caught by `orFault`. */
class Faulty extends Error {
  readonly fault: FieldFault;
  constructor(fault: FieldFault) {
    super(fault.fault);
    this.fault = fault;
  }
}

/** Ends the reading of a line. @param cell what is wrong; null: the whole line */
export const refuse = (fault: FieldFault['fault'], cell: Cell | null): never => {
  throw new Faulty(faultAt(fault, cell?.name ?? null, cell?.text ?? null));
};

/**
 * What a field says of which a line has two columns: what is in the filled one, or in both where they agree. Which of two
 * would be right nobody can guess.
 */
export function agreed(before: Cell | undefined, cell: Cell): Cell {
  if (before && before.text !== cell.text) refuse('field-twice', cell);
  return before ?? cell;
}

/** @returns what `read` returns, or the fault at which it was ended */
export function orFault<T>(read: () => T): T | { readonly fault: FieldFault } {
  try {
    return read();
  } catch (error) {
    if (error instanceof Faulty) return { fault: error.fault };
    throw error;
  }
}
