/** What the desk shows of stores, tills and the people there. */

export interface StoreLine {
  readonly id: string;
  readonly name: string;
  readonly tills: number;
}

export interface TillView {
  readonly id: string;
  readonly name: string;
  /** Whether its POS has a key that is good. */
  readonly hasKey: boolean;
  readonly devices: readonly {
    readonly id: string;
    readonly browser: string;
    readonly enrolledAt: number;
    /** Who is signed in there; null: nobody. */
    readonly associate: string | null;
  }[];
}

export interface DeskStore {
  readonly id: string;
  readonly name: string;
  readonly tills: readonly TillView[];
  readonly associates: readonly {
    readonly id: string;
    readonly name: string;
    /** Until when wrong PINs have locked them; null: they are not locked. */
    readonly lockedUntil: number | null;
  }[];
}

/** A till's new key, shown once. */
export interface NewTillKey {
  readonly key: string;
  /** Until when the old one is good beside it; null: no other key of that till is good. */
  readonly oldUntil: number | null;
}

/** A PIN, shown once. */
export interface NewPin {
  readonly pin: string;
}
