/** A system of the shop that tells facts of members. Epoch milliseconds. */
export interface FactSourceLine {
  readonly name: string;
  readonly createdAt: number;
  /** When it last told something, to the minute; null: never. */
  readonly heardAt: number | null;
  /** Until when the secret before is good too; null: one is good. */
  readonly oldSecretUntil: number | null;
}

/** Its secret, shown once, and the address to which it sends. */
export interface NewFactSecret {
  readonly url: string;
  readonly secret: string;
  /** Until when the one before is good too; null: there was none. */
  readonly oldUntil: number | null;
}

/** What another system told of a member, or took back. */
export interface DeskFact {
  /** The source's own. */
  readonly id: string;
  readonly source: string;
  readonly fact: string;
  /** What the program calls it; null: the program knows it by itself, or no more. */
  readonly name: string | null;
  readonly about: string;
  readonly withdrawn: boolean;
  readonly at: number;
  readonly points: number;
}
