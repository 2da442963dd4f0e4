/** What a member can do to earn, in their language. */
export interface EarningPage {
  readonly at: number;
  readonly ways: readonly EarningWay[];
}

export interface EarningWay {
  readonly id: string;
  readonly name: string;
  /** What it gives. */
  readonly gives: string;
  /** When, where and how often; may be empty. */
  readonly asks: readonly string[];
  /** How far the member is with a card of stamps or a goal; absent: it is neither. */
  readonly progress?: { readonly text: string; readonly have: number; readonly of: number };
}

/** The data of a member's profile page; instants are epoch milliseconds. */
export interface Profile {
  readonly firstName: string | null;
  readonly address: string;
  readonly number: string;
  readonly joinedAt: number;
  readonly devices: readonly Device[];
}

export interface Device {
  readonly id: string;
  /** A browser's name, such as "Safari on iPhone"; null when it can't be told. */
  readonly browser: string | null;
  readonly current: boolean;
  readonly seenAt: number;
  readonly since: number;
}
