import type { ImportReport } from '#contract/admin/admin-imports.ts';
import type { FieldFault, ImportFault } from '#domain/imports/import-fault.ts';
import type { ImportedMember } from '#domain/imports/read-member.ts';
import type { Outcome } from './know-lines.ts';
import type { ColumnsRead } from './read-file.ts';

type Taken = Exclude<Outcome['what'], 'fault'>;

/** So many faults are told one by one; of all of them there is a count. */
const faultsTold = 100;

/** Counts what becomes of a file's lines. */
export class ImportCount {
  lines = 0;
  bad = 0;
  points = 0;
  readonly #taken = { new: 0, existing: 0, known: 0 };
  readonly #faults: ImportFault[] = [];
  #columns: ColumnsRead = { read: [], leftOut: [] };

  /** @param looked what the first reading found, of which the faults and the lines stay */
  constructor(looked?: ImportCount) {
    if (!looked) return;
    this.lines = looked.lines;
    this.bad = looked.bad;
    this.#faults.push(...looked.#faults);
    this.#columns = looked.#columns;
  }

  columns(columns: ColumnsRead): void {
    this.#columns = columns;
  }

  add(what: Taken, { lots }: ImportedMember): void {
    this.#taken[what] += 1;
    if (what !== 'known') this.points += lots.reduce((sum, lot) => sum + lot.points, 0);
  }

  fault(line: number, fault: FieldFault, ofLine: number | null): void {
    this.bad += 1;
    if (this.#faults.length < faultsTold) this.#faults.push({ line, ...fault, ofLine });
  }

  of(what: 'new' | 'added'): number {
    return what === 'new' ? this.#taken.new : this.#taken.existing;
  }

  /** How many lines are decided. */
  get decided(): number {
    return this.bad + this.#taken.new + this.#taken.existing + this.#taken.known;
  }

  report(state: ImportReport['state'], source: string): ImportReport {
    const { new: added, existing, known } = this.#taken;
    return {
      state,
      source,
      lines: this.lines,
      new: added,
      added: existing,
      known,
      bad: this.bad,
      points: this.points,
      faults: this.#faults,
      columns: this.#columns,
    };
  }
}
