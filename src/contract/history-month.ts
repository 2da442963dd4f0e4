/** What became of a member's points in a month, also in lines that are on another page. */
export interface HistoryMonth {
  /** Such as December 2026, in the reader's language. */
  readonly name: string;
  /** Its first instant. */
  readonly from: number;
  /** By purchases and gifts, less what returns took. */
  readonly earned: number;
  /** On rewards, less what came back. */
  readonly spent: number;
  readonly lapsed: number;
}
