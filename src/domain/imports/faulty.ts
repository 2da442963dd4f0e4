import { type FieldFault, faultAt } from './import-fault.ts';
import type { Cell } from './raw-member.ts';

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

/** @returns what `read` returns, or the fault at which it was ended */
export function orFault<T>(read: () => T): T | { readonly fault: FieldFault } {
  try {
    return read();
  } catch (error) {
    if (error instanceof Faulty) return { fault: error.fault };
    throw error;
  }
}
