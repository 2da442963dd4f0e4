import Type, { type Static } from 'typebox';
import type { Problem } from '#contract/problem.ts';
import type { FactOutcome } from '#domain/earning/reported-fact.ts';
import { sourcePattern } from '#domain/people/external-id.ts';

/** Facts that another system of the shop tells of members. */
const closed = { additionalProperties: false } as const;

export const FactSourceNamed = Type.Object(
  { source: Type.String({ pattern: sourcePattern }) },
  closed,
);

/** Each fact is judged for itself, so that one that is wrong keeps none of the others waiting. */
export const ReportFacts = Type.Object(
  { facts: Type.Array(Type.Unknown(), { minItems: 1, maxItems: 100 }) },
  closed,
);

/** Any id that shows itself in a log: letters, digits and signs, without spaces. */
const ForeignId = Type.String({ pattern: '^[!-~]{1,64}$' });

/** One fact; which fields go with which fact, the use-case knows. */
export const FactLine = Type.Object(
  {
    id: ForeignId,
    /** A membership number, the member's id, or `SOURCE:ID` of another system. */
    member: Type.String({ maxLength: 128 }),
    fact: Type.String({ pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$', maxLength: 32 }),
    at: Type.String({ maxLength: 40 }),
    withdrawn: Type.Optional(Type.Boolean()),
    gtin: Type.Optional(Type.String({ maxLength: 14 })),
    article: Type.Optional(ForeignId),
    rating: Type.Optional(Type.Integer({ minimum: 1, maximum: 5 })),
    survey: Type.Optional(Type.String({ maxLength: 32 })),
    answer: Type.Optional(Type.String({ maxLength: 32 })),
    version: Type.Optional(Type.Integer({ minimum: 1 })),
    store: Type.Optional(Type.String({ maxLength: 32 })),
    wording: Type.Optional(Type.String({ minLength: 1, maxLength: 2_000 })),
    language: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9-]{2,35}$' })),
    confirmed: Type.Optional(Type.Boolean()),
  },
  closed,
);

export type FactLine = Static<typeof FactLine>;

/** What became of one fact, in the place in which it was sent. */
export type FactAnswer =
  | { readonly id: string; readonly outcome: FactOutcome; readonly points: number }
  | {
      /** Null: what was sent names none. */
      readonly id: string | null;
      readonly outcome: 'refused';
      readonly error: Omit<Problem['error'], 'requestId'>;
    };

export interface FactAnswers {
  readonly facts: readonly FactAnswer[];
}
