/** What a shopper's pages show of the program before anything is asked for. */
export interface ProgramFace {
  readonly name: string;
  readonly color: string;
  readonly mark: string;
  /** A drawing in one colour that replaces the mark; null: there is none. */
  readonly logo: { readonly viewBox: string; readonly path: string } | null;
  readonly currency: string;
  readonly timeZone: string;
  /** What joining gives here and now. */
  readonly welcomePoints: number;
  /** What that is enough for, as a sentence; absent: for nothing, or the visitor is a member. */
  readonly welcomeBuys?: string;
  /** The languages that the shop has words in, English among them; absent in a document of an older version. */
  readonly languages?: readonly string[];
  /** How long a barcode works; absent in a document of an older version. */
  readonly voucherMinutes?: number;
}
