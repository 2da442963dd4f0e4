import Type, { type Static } from 'typebox';
import { externalIdPattern, sourcePattern } from '#domain/people/external-id.ts';
import { symbologies } from '#domain/scan/scanner-profile.ts';
import { minorAtMost } from '#domain/values/money.ts';

/** What an administrator's program sends, with limits. Of files in the address, because the body is the file itself. */
const closed = { additionalProperties: false } as const;

const Column = Type.String({ minLength: 1, maxLength: 64 });
const Separator = Type.String({ pattern: '^[\\x09\\x20-\\x7e]$' });
const Flag = Type.Enum(['true', 'false']);
const StoreId = Type.String({ maxLength: 32 });

export const LoadCodes = Type.Object(
  {
    store: Type.Optional(StoreId),
    symbology: Type.Optional(Type.Enum([...symbologies])),
    column: Type.Optional(Column),
    separator: Type.Optional(Separator),
    low: Type.Optional(Type.String({ pattern: '^\\d{1,7}$' })),
    allOrNothing: Type.Optional(Flag),
    header: Type.Optional(Flag),
    encoding: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_:.-]{1,40}$' })),
    accept: Type.Optional(Flag),
    dryRun: Type.Optional(Flag),
  },
  closed,
);

export const ListUploads = Type.Object(
  { limit: Type.Optional(Type.String({ pattern: '^[1-9]\\d{0,2}$' })) },
  closed,
);

export const Withdraw = Type.Object({ dryRun: Type.Optional(Flag) }, closed);

export const Settle = Type.Object(
  {
    store: StoreId,
    until: Type.Optional(Type.String({ format: 'date-time', maxLength: 40 })),
    separator: Type.Optional(Separator),
    code: Type.Optional(Column),
    time: Type.Optional(Column),
    till: Type.Optional(Column),
    receipt: Type.Optional(Column),
    dates: Type.Optional(Type.String({ maxLength: 40 })),
    accept: Type.Optional(Flag),
    dryRun: Type.Optional(Flag),
  },
  closed,
);

/** What the program that sends our mail says of it. */
export const MailReports = Type.Object(
  {
    reports: Type.Array(
      Type.Object(
        {
          kind: Type.Enum(['bounce', 'complaint']),
          address: Type.String({ minLength: 3, maxLength: 254 }),
        },
        closed,
      ),
      { minItems: 1, maxItems: 100 },
    ),
  },
  closed,
);

/** A tier that the shop's own system sold: started, or renewed without the member being there. */
export const StartMembership = Type.Object(
  {
    /** The caller's own name of it: the same again is the same one. */
    id: Type.String({ pattern: '^[\\w.-]{1,64}$' }),
    what: Type.Enum(['start', 'renew']),
    tier: Type.String({ maxLength: 32 }),
    paid: Type.Object(
      {
        minor: Type.Integer({ minimum: 0, maximum: minorAtMost }),
        currency: Type.String({ pattern: '^[A-Z]{3}$' }),
      },
      closed,
    ),
    paidAt: Type.Optional(Type.String({ format: 'date-time', maxLength: 40 })),
  },
  closed,
);

/** Any id that shows itself in a log: letters, digits and signs, without spaces. */
const ForeignId = Type.String({ pattern: '^[!-~]{1,64}$' });
/** A membership number, the member's id, or `SOURCE:ID` of another system. */
const NamedMember = Type.String({ maxLength: 128 });
/** One of the two. */
const product = {
  gtin: Type.Optional(Type.String({ maxLength: 14 })),
  article: Type.Optional(ForeignId),
};

export const ReportAnswer = Type.Object(
  {
    id: ForeignId,
    member: NamedMember,
    survey: Type.String({ maxLength: 32 }),
    answer: Type.String({ maxLength: 32 }),
    version: Type.Optional(Type.Integer({ minimum: 1 })),
    store: Type.Optional(StoreId),
  },
  closed,
);

export const EndMembership = Type.Object(
  { when: Type.Enum(['now', 'term-end']), dryRun: Type.Optional(Type.Boolean()) },
  closed,
);

export type StartMembership = Static<typeof StartMembership>;

export const ReportReview = Type.Object(
  {
    reviewId: ForeignId,
    member: NamedMember,
    ...product,
    rating: Type.Optional(Type.Integer({ minimum: 1, maximum: 5 })),
    writtenAt: Type.String({ format: 'date-time', maxLength: 40 }),
  },
  closed,
);

export const MakeReviewLink = Type.Object(
  {
    reviewId: ForeignId,
    member: NamedMember,
    ...product,
    days: Type.Optional(Type.Integer({ minimum: 1, maximum: 90 })),
  },
  closed,
);

/** What another system of the shop calls a member. */
export const ExternalIdInput = Type.Object(
  {
    source: Type.String({ pattern: sourcePattern }),
    id: Type.String({ pattern: externalIdPattern }),
  },
  closed,
);

/** Exactly one of these; the use-case says so. */
export const LookUpMember = Type.Object(
  {
    member: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
    email: Type.Optional(Type.String({ maxLength: 1000 })),
    externalId: Type.Optional(ExternalIdInput),
  },
  closed,
);

/** How a file of members is read; the body is the file itself. */
const importedFile = {
  source: Type.String({ pattern: sourcePattern }),
  columns: Type.Optional(Type.String({ maxLength: 2_000 })),
  dates: Type.Optional(Type.String({ maxLength: 40 })),
  separator: Type.Optional(Separator),
  encoding: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_:.-]{1,40}$' })),
  accept: Type.Optional(Flag),
  dryRun: Type.Optional(Flag),
};

export const ImportMembers = Type.Object(
  { ...importedFile, addToMembers: Type.Optional(Flag) },
  closed,
);
export const ImportPurchases = Type.Object(importedFile, closed);
