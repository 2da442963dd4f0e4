/**
 * When points expire: at the end of their last day, or of the month, quarter or year that this day is in. With
 * `inactivity`, each activity of the member gives all their points their whole time again.
 */
export const expiryEnds = ['day', 'month', 'quarter', 'year', 'inactivity'] as const;

/** How points of the program expire, and how it is told. */
export interface Expiry {
  readonly ends: (typeof expiryEnds)[number];
  /** How many days before the end the member must have been told. */
  readonly noticeDays: number;
  /** For how many days after the end support can give the points back, and for how many days they then live. */
  readonly reinstateDays: number;
}

/** What holds where the file says nothing. */
const usual: Expiry = { ends: 'day', noticeDays: 7, reinstateDays: 30 };

export const expiryOf = ({ expiry }: { readonly expiry?: Partial<Expiry> }): Expiry => ({
  ...usual,
  ...expiry,
});

/** Points of a purchase that the member sees at once, and can spend when the goods can't be returned any more. */
export interface Pending {
  /** How many whole days after the day of the sale. */
  readonly days: number;
  /** When the spend counts towards a tier: with the sale, or when its points become available. */
  readonly tiers: 'at-once' | 'when-available';
}
