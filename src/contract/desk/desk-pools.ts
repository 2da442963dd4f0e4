import type { PoolStanding, UploadView } from '#contract/admin/admin-answers.ts';

/** Codes of a reward for tills that only know fixed codes, with the names of where they are. */
export interface PoolLine extends PoolStanding {
  readonly reward: string;
  /** Null: all stores without a pool of their own. */
  readonly store: string | null;
  /** The names of the stores where its codes are handed out. */
  readonly handedOutIn: readonly string[];
}

export interface UploadLine extends UploadView {
  readonly reward: string;
  readonly store: string | null;
}

export interface DeskPools {
  readonly pools: readonly PoolLine[];
  /** The latest first. */
  readonly uploads: readonly UploadLine[];
  /** The rewards of the program, for whose pools codes can be loaded. */
  readonly rewards: readonly Named[];
  /** The stores whose tills know pool codes, or have some that wait. */
  readonly stores: readonly Named[];
}

interface Named {
  readonly id: string;
  readonly name: string;
}
