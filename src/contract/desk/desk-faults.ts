/** What the desk shows of a program's file that is wrong. */

/** What a fault says in any language: a key of the catalogue `fault`, with the values of its sentence. */
export interface FaultSaid {
  readonly key: string;
  readonly values: Readonly<Record<string, string>>;
}

/** What is wrong in a file. */
export interface FaultInFile {
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** As in `tiers[1].from`; empty: the file as a whole. */
  readonly path: string;
  /** English, after the path. */
  readonly reason: string;
  /** The same for other languages. */
  readonly said: FaultSaid;
}
