import type { PointWorth } from '#domain/desk/audit/worth.ts';
import type { Text } from '#domain/program/text.ts';

/** What the desk shows of points by month, and of segments. Instants are epoch milliseconds, amounts minor units of the program's currency. */

/** What became of points in a month, and what members had at its end. */
export interface MonthFigures {
  /** The month's first instant. */
  readonly from: number;
  readonly issued: number;
  readonly used: number;
  readonly expired: number;
  readonly outstanding: number;
}

export interface DeskFigures {
  /** At most two years, the earliest in front; the last one may be under way. */
  readonly months: readonly MonthFigures[];
  /** What came after it is in no figure yet; null: no day was added up yet. */
  readonly until: number | null;
  readonly outstanding: number;
  /** Null: the program does not say what a point is worth, and no reward takes an amount off. */
  readonly pointWorth: PointWorth | null;
}

/** How many members each segment of the program in force has. */
export interface SegmentCounts {
  readonly countedAt: number;
  /** In the order of the program. */
  readonly segments: readonly {
    readonly id: string;
    readonly name: Text;
    /** Null: its wording is so new that not all members have been looked at. */
    readonly members: number | null;
    /** So many members have just changed that they are counted as they were. */
    readonly isAbout: boolean;
  }[];
}
