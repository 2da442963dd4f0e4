import Type, { type Static } from 'typebox';
import {
  type BeginningStep,
  logoBytesAtMost,
  type ShopAnswers,
  saidSteps,
  tillKinds,
} from '#domain/desk/beginning/beginning.ts';
import { type TemplateId, templateIds } from '#domain/desk/beginning/template.ts';
import type { Text } from '#domain/program/text.ts';
import type { Money } from '#domain/values/money.ts';

/** What the steps of a beginning send, and what they are shown. */
const closed = { additionalProperties: false } as const;

/** What the page showed, so that nobody overwrites what somebody else has saved meanwhile. */
const Revision = Type.Integer({ minimum: 1 });
const Typed = Type.String({ maxLength: 300 });

/** IANA name of the zone that the browser is in, from which currency and languages are suggested. */
const FromZone = Type.Optional(Type.String({ maxLength: 100 }));

export const AskBeginning = Type.Object({ timeZone: FromZone }, closed);

export const BeginTemplate = Type.Object(
  { revision: Revision, template: Type.Enum([...templateIds]), name: Typed, timeZone: FromZone },
  closed,
);

/** Base64 is four letters for three bytes. What is somewhat larger than it may be is read, and told so. */
const logoLettersAtMost = 2 * logoBytesAtMost;

/** `logo`: a file, base64; null: letters stand for the brand; absent: it stays. */
export const BeginLook = Type.Object(
  {
    revision: Revision,
    color: Typed,
    logo: Type.Optional(
      Type.Union([Type.String({ minLength: 1, maxLength: logoLettersAtMost }), Type.Null()]),
    ),
  },
  closed,
);

/** The body of a request with a logo, in bytes. */
export const lookBytesAtMost = logoLettersAtMost + 1_000;

/** `languages`: besides English. `purchase`: what a usual one comes to, as people write an amount. */
export const BeginPlace = Type.Object(
  {
    revision: Revision,
    languages: Type.Array(Type.String({ maxLength: 8 }), { maxItems: 20 }),
    currency: Typed,
    timeZone: Typed,
    purchase: Typed,
  },
  closed,
);

export const BeginStore = Type.Object(
  { revision: Revision, name: Typed, till: Type.Enum([...tillKinds]) },
  closed,
);

/**
 * `kept`: ids of the template's rewards that stay. `names`: what the shop gives instead, by id and language. `amounts`: how much
 * money each takes off that takes some off, as people write an amount; one that is not named stays as it is.
 */
export const BeginRewards = Type.Object(
  {
    revision: Revision,
    kept: Type.Array(Type.String({ maxLength: 64 }), { maxItems: 50 }),
    names: Type.Array(
      Type.Object(
        {
          id: Type.String({ maxLength: 64 }),
          language: Type.String({ maxLength: 8 }),
          name: Typed,
        },
        closed,
      ),
      { maxItems: 500 },
    ),
    amounts: Type.Optional(
      Type.Array(Type.Object({ id: Type.String({ maxLength: 64 }), amount: Typed }, closed), {
        maxItems: 50,
      }),
    ),
  },
  closed,
);

export const SayDone = Type.Object({ revision: Revision, step: Type.Enum([...saidSteps]) }, closed);

export type BeginTemplate = Static<typeof BeginTemplate>;
export type BeginLook = Static<typeof BeginLook>;
export type BeginPlace = Static<typeof BeginPlace>;
export type BeginRewards = Static<typeof BeginRewards>;
export type BeginStore = Static<typeof BeginStore>;
export type SayDone = Static<typeof SayDone>;

/** What a rehearsal has come to. */
export interface Rehearsal {
  /** A device is the store's till. */
  readonly till: boolean;
  /** Somebody has joined. */
  readonly joined: boolean;
  /** A purchase was given points for. */
  readonly earned: boolean;
  /** A reward was used at the till. */
  readonly used: boolean;
  /** The last one was undone. */
  readonly undone: boolean;
}

/** A reward that comes with the template. */
export interface TemplateReward {
  readonly id: string;
  readonly name: Text;
  readonly points: number;
  /** The tier that it takes; null: every member may have it. */
  readonly tier: Text | null;
  readonly isKept: boolean;
  /** Whether the shop may give something else instead: money off is the same everywhere. */
  readonly isNamed: boolean;
  /** How much money it takes off, in the shop's currency, as people write an amount; null: it takes off no sum. */
  readonly amount: string | null;
}

/** What members get points for in the program that the answers make. */
export interface BeginningEarning {
  /** These points for this much that somebody new pays. */
  readonly points: number;
  readonly paid: Money;
  /** Points for joining. */
  readonly welcome: number;
  /** Null: none on a birthday. */
  readonly birthday: number | null;
  /** Once a friend who was invited has bought so often; null: nothing for inviting. */
  readonly inviting: {
    readonly inviter: number;
    readonly friend: number;
    readonly purchases: number;
  } | null;
  /** Cards of stamps, as they are called, with what a full one gives. */
  readonly cards: readonly { readonly name: Text; readonly points: number }[];
}

export interface DeskBeginning {
  readonly revision: number;
  readonly done: readonly BeginningStep[];
  /** False: it has ended, or the program was changed elsewhere; answers can't be changed here. */
  readonly isOpen: boolean;
  /** What was answered; before the step `place` is done, its answers are what the browser's place suggests. */
  readonly answers: Omit<ShopAnswers, 'purchaseMinor' | 'logo' | 'rewards'> & {
    /** Which picture is stored as the logo; null: letters stand for the brand. */
    readonly logoHash: string | null;
    readonly purchase: string;
  };
  readonly earning: BeginningEarning;
  /** Those of the template, as the shop has them. */
  readonly rewards: readonly TemplateReward[];
  readonly storeId: string;
  readonly tillId: string;
  /** Who may sign in at the store's tills. */
  readonly associates: readonly string[];
  /** Where the poster's code leads. */
  readonly posterUrl: string | null;
  /** Where mail can be read; null: it is really sent. */
  readonly inboxUrl: string | null;
  readonly rehearsal: Rehearsal;
}

/** What a template comes to in a shop of its kind, in the shop's currency. */
export interface TemplateNumbers {
  readonly template: TemplateId;
  /** A usual purchase, and the points that somebody new gets for it. */
  readonly purchase: Money;
  readonly earns: number;
  /** Points for joining. */
  readonly welcome: number;
  /** The cheapest reward that everybody may have. */
  readonly first: { readonly name: Text; readonly points: number };
  readonly rewards: number;
  /** The lowest first. */
  readonly tiers: readonly Text[];
  /** How much of what is paid comes back at best by money off, per cent; rounded to a tenth. */
  readonly backPercent: number;
}
