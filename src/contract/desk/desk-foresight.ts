import Type, { type Static } from 'typebox';
import type { RuleSaid } from '#domain/earning/earn.ts';
import type { Text } from '#domain/program/text.ts';
import type { Refusal } from '#domain/refusal.ts';
import { channels } from '#domain/values/channel.ts';
import type { FaultInFile } from './desk-faults.ts';

/** What the desk says before a change is made: what another program would have made of the past, and what it makes of a moment. */
const closed = { additionalProperties: false } as const;

/** A figure as it is, and as it would be. */
export interface Pair {
  readonly was: number;
  readonly would: number;
}

/** Members who go from one tier to another. */
export interface Move {
  readonly from: string;
  readonly to: string;
  readonly members: number;
  /** Membership numbers of some of them. */
  readonly sample: readonly string[];
}

/** What a tier has at the end of the rehearsal; what was given is by the tier of each sale. */
export interface TierFigures {
  readonly id: string;
  readonly name: Text;
  readonly members: Pair;
  readonly given: Pair;
  readonly outstanding: Pair;
}

export interface StoreFigures {
  readonly id: string;
  readonly name: string;
  readonly sales: number;
  readonly given: Pair;
}

/** A member whose points change. */
export interface Touched {
  readonly number: string;
  readonly outstanding: Pair;
}

/** What other rules would have made of a shop's past. Figures are points unless they say otherwise. */
export interface Rehearsal {
  /** From when the rules were tried, and the end: epoch milliseconds. */
  readonly from: number;
  readonly until: number;
  /** Looked at; those who left are not. */
  readonly members: number;
  /** Since `from`. */
  readonly sales: number;
  /** What would not be as it is: sales, by points or tier, and members, by the points that they have. */
  readonly differences: { readonly sales: number; readonly members: number };
  /** For purchases, without what came back. */
  readonly given: Pair;
  /** For stamps, goals, and friends who were invited. */
  readonly awards: Pair;
  /** For what is no purchase: joining, birthdays, inviting. */
  readonly occasions: Pair;
  readonly redeemed: Pair;
  /** Redemptions that could not have been made: the reward or the points were not there. */
  readonly missed: number;
  readonly expired: Pair;
  /** What members have at the end: the liability, debts taken off. */
  readonly outstanding: Pair;
  /** The same in minor units, where the program says what a point is worth; null: it does not. */
  readonly worth: Pair | null;
  readonly tiers: readonly TierFigures[];
  readonly stores: readonly StoreFigures[];
  readonly moves: readonly Move[];
  /** Those whose points would change most. */
  readonly most: readonly Touched[];
  /** Rules, by id, that reward what nobody could do before, so that nothing of them was rehearsed. */
  readonly notRehearsed: readonly string[];
}

/** As long as the longest file may be (`program-file.ts`). */
const textAtMost = 2_000_000;

/** A program as text, and from which day (or instant, as its file writes them) it is tried; absent: a year ago. */
export const RehearseText = Type.Object(
  {
    text: Type.String({ minLength: 1, maxLength: textAtMost }),
    from: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
  },
  closed,
);
/** The same as the page's form has it. `draft`: what is tried is that draft, as it was saved last. */
export const ChooseRehearsal = Type.Object(
  { ...RehearseText.properties, draft: Type.Optional(Type.String()) },
  closed,
);
export type ChooseRehearsal = Static<typeof ChooseRehearsal>;
export type RehearseText = Static<typeof RehearseText>;

/** A line of the answer: how many members were looked at, and then once what was found. */
export type RehearsalLine =
  | { readonly members: number }
  | { readonly found: Rehearsal }
  | { readonly faults: readonly FaultInFile[] }
  | { readonly refused: Refusal };

const DraftId = Type.String({ minLength: 1, maxLength: 64 });

/** `draft`: what of a draft can be chosen too. */
export const AskPlayground = Type.Object({ draft: Type.Optional(DraftId) }, closed);

/** Who tries it: a member, or somebody invented. */
const Player = Type.Union([
  Type.Object({ memberId: Type.String({ minLength: 1, maxLength: 64 }) }, closed),
  Type.Object(
    {
      tierId: Type.String({ minLength: 1, maxLength: 64 }),
      points: Type.Integer({ minimum: 0, maximum: 100_000_000 }),
    },
    closed,
  ),
]);

export const TryMoment = Type.Object(
  {
    who: Player,
    storeId: Type.String({ minLength: 1, maxLength: 64 }),
    /** Epoch milliseconds. */
    at: Type.Integer({ minimum: 0, maximum: 8_640_000_000_000_000 }),
    /** What is paid for the goods, in minor units of the program's currency. */
    minor: Type.Integer({ minimum: 0, maximum: 100_000_000_00 }),
    channel: Type.Enum([...channels]),
    /** A GTIN or an article number, and a category, of the goods; absent: the till says none. */
    product: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    category: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    /** Rules whose act an associate confirms. */
    acts: Type.Array(Type.String({ maxLength: 64 }), { maxItems: 50 }),
    /** A draft that is tried beside the program in force. */
    draft: Type.Optional(DraftId),
  },
  closed,
);
export type TryMoment = Static<typeof TryMoment>;

/** A reward, and why it can't be had; null: it can. */
export interface RewardTried {
  readonly id: string;
  readonly name: Text;
  readonly points: number;
  readonly refusal: Refusal | null;
}

/** What one rule makes of the sale, or why it makes nothing. */
export interface RuleTried extends Pick<RuleSaid, 'points' | 'counted' | 'why'> {
  readonly id: string;
  readonly name: Text;
  /** What is counted: stamps, or money towards a goal; null: the rule gives at once. */
  readonly counts: 'stamps' | 'money' | null;
}

/** What somebody sees and earns at a moment. */
export interface MomentTried {
  /** Null: nobody; the member was invented. */
  readonly member: { readonly number: string; readonly name: string | null } | null;
  readonly tier: Text;
  readonly spendable: number;
  /** The moment has passed, and tier, points, vouchers and what rules gave are those of today all the same. */
  readonly asOfToday: boolean;
  readonly rewards: readonly RewardTried[];
  readonly earned: number;
  readonly rules: readonly RuleTried[];
}

/** A program in which the moment can't be tried: it has no such store or tier, or counts in another currency. */
export interface NotTried {
  readonly missing: 'store' | 'tier' | 'currency';
}

/** The same moment by the program in force, and by a draft; null: none was chosen. */
export interface BothTried {
  readonly inForce: MomentTried | NotTried;
  readonly draft: MomentTried | NotTried | null;
}

/** What the playground offers to choose from: of the program in force, and of the draft that was asked for. */
export interface Playground {
  readonly stores: readonly { readonly id: string; readonly name: string }[];
  readonly tiers: readonly { readonly id: string; readonly name: Text }[];
  readonly acts: readonly { readonly id: string; readonly name: Text }[];
  readonly drafts: readonly { readonly id: string; readonly name: string }[];
  readonly currency: string;
  readonly now: number;
}
