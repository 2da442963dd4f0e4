import Type, { type Static } from 'typebox';
import { type MergeSide, mergeSides } from '#domain/people/merge.ts';
import type { Coming, Expiring } from '#domain/points/lot.ts';
import type { Refusal } from '#domain/refusal.ts';

/** What the desk shows of two memberships that somebody says are one person's. Instants are epoch milliseconds. */

/** One of both, as it is before. */
export interface DeskMergeSide {
  readonly number: string;
  readonly address: string;
  /** Pending points included; below zero while there is a debt. */
  readonly points: number;
  /** When these points end, the first in front; later ones are one sum. */
  readonly ends: readonly Expiring[];
  readonly coming: readonly Coming[];
  readonly tier: string;
  /** Rewards that can be used. */
  readonly vouchers: readonly string[];
  /** How many changes of points it has had. */
  readonly lines: number;
}

/** What would come together: what the member sees before they say yes. */
export interface DeskMergePreview {
  /** The one that goes on. */
  readonly own: DeskMergeSide;
  /** The one that ends. */
  readonly other: DeskMergeSide;
  readonly points: number;
  readonly tier: string;
  /** Until when the tier stays that comes from the one that ends; null: nothing ends it, or it is the other's own. */
  readonly tierUntil: number | null;
  readonly cards: readonly {
    readonly name: string;
    readonly isGoal: boolean;
    /** It becomes full, or is reached, because both come together. */
    readonly isFull: boolean;
    readonly have: number;
    readonly of: number;
  }[];
  /** The one that ends has a PIN for tills, which ends. */
  readonly pinEnds: boolean;
  /** Why it can't be done now; null: it can. */
  readonly refusal: Refusal | null;
  /** Whether support can begin it all the same: the members can take out of the way what stands in it. */
  readonly canBegin: boolean;
}

/** What support has begun for a member, while it stands. */
export interface DeskMergeAsked {
  readonly at: number;
  readonly until: number;
  /** The last digits of the other membership's number: whoever looks at one member reads no more of another. */
  readonly ending: string;
  /** Whether the member whose page it is goes on, or ends. */
  readonly side: MergeSide;
}

/** A no to what support had begun. */
export interface DeskMergeDeclined {
  /** The last digits of the number of whoever said it. */
  readonly ending: string;
  readonly at: number;
}

/** What stands for a member, or what was answered last. */
export interface DeskMergeState {
  /** Null: support has begun none, or it is over. */
  readonly asked: DeskMergeAsked | null;
  /** The last no within the week of what it was said to; null: none, or another one is begun. */
  readonly declined: DeskMergeDeclined | null;
}

export interface DeskMerge extends DeskMergeState {
  /** What would come together by what stands; null: nothing stands. */
  readonly preview: DeskMergePreview | null;
}

const closed = { additionalProperties: false } as const;
/** `side`: of the member whose page it is. */
export const WithOther = Type.Object(
  {
    otherId: Type.String({ minLength: 1, maxLength: 64 }),
    side: Type.Enum([...mergeSides]),
  },
  closed,
);
/** `at`: when it was begun, as the page showed it, so that no later one is taken back. */
export const EndMerge = Type.Object({ at: Type.Integer({ minimum: 0 }) }, closed);

export type WithOther = Static<typeof WithOther>;
