import Type from 'typebox';
import { symbologies } from '#domain/scan/scanner-profile.ts';

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

/** Any id that shows itself in a log: letters, digits and signs, without spaces. */
const ForeignId = Type.String({ pattern: '^[!-~]{1,64}$' });
const MemberNumber = Type.String({ maxLength: 32 });
/** One of the two. */
const product = {
  gtin: Type.Optional(Type.String({ maxLength: 14 })),
  article: Type.Optional(ForeignId),
};

export const ReportAnswer = Type.Object(
  {
    id: ForeignId,
    member: MemberNumber,
    survey: Type.String({ maxLength: 32 }),
    answer: Type.String({ maxLength: 32 }),
    version: Type.Optional(Type.Integer({ minimum: 1 })),
    store: Type.Optional(StoreId),
  },
  closed,
);

export const ReportReview = Type.Object(
  {
    reviewId: ForeignId,
    member: MemberNumber,
    ...product,
    rating: Type.Optional(Type.Integer({ minimum: 1, maximum: 5 })),
    writtenAt: Type.String({ format: 'date-time', maxLength: 40 }),
  },
  closed,
);

export const MakeReviewLink = Type.Object(
  {
    reviewId: ForeignId,
    member: MemberNumber,
    ...product,
    days: Type.Optional(Type.Integer({ minimum: 1, maximum: 90 })),
  },
  closed,
);
