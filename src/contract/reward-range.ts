import type { Money } from '#domain/values/money.ts';

/** What an offer says where the member chooses how much it costs. */
export interface Ranged {
  /** Absent: it has one price. */
  readonly range?: RangeFace;
}

/** A range with its words, so that no page has to carry them. */
export interface RangeFace {
  /** What is asked above the choice. */
  readonly label: string;
  /** On the button: the choice says how many points go. */
  readonly use: string;
  /** From how many points on. */
  readonly price: string;
  /** Sent back with the choice, so that nobody gets another amount than they read; absent in an older document. */
  readonly terms?: string;
  /** The least first. */
  readonly choices: readonly RangeChoice[];
}

export interface RangeChoice {
  readonly points: number;
  readonly amount: Money;
  /** The slot of a pass for it; absent: it needs signal. */
  readonly slot?: number;
}
