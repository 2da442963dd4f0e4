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
