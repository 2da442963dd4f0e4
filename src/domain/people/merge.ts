import { wrongCodesAtMost } from './sign-in.ts';

const minuteMs = 60_000;

/** How long the code is good that shows that the other membership's mailbox is the member's. */
export const mergeCodeMs = 30 * minuteMs;

/** How long the member has, once both mailboxes are proved, to read what comes together and say yes. */
export const mergeProofMs = 15 * minuteMs;

/** How long two members have to follow a merge that support has begun. */
export const mergeOfferMs = 7 * 24 * 60 * minuteMs;

/** Whether a membership is the one that goes on, or the one that is to become a part of it. */
export const mergeSides = ['goes-on', 'ends'] as const;

export type MergeSide = (typeof mergeSides)[number];

/** `asked`: a code was mailed to the other address. `proved`: it was typed on the device that asked. */
export type MergeAskState = 'asked' | 'proved';

interface MergeAsk {
  readonly state: MergeAskState;
  /** Epoch milliseconds. */
  readonly endsAt: number;
  readonly wrongCodes: number;
}

/** Whether the code of the mail can still be typed. */
export const mergeCodeStands = ({ state, endsAt, wrongCodes }: MergeAsk, at: number): boolean =>
  state === 'asked' && at < endsAt && wrongCodes < wrongCodesAtMost;

/** Whether the member may see both memberships side by side, and merge them. */
export const mergeProofStands = ({ state, endsAt }: MergeAsk, at: number): boolean =>
  state === 'proved' && at < endsAt;
