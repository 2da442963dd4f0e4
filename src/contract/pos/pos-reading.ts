import Type, { type Static } from 'typebox';
import { channels } from '#domain/values/channel.ts';
import type { PosVoucher } from './pos.ts';
import { LineRecord } from './pos-lines.ts';
import {
  byName,
  closed,
  Id,
  Instant,
  MemberRef,
  Money,
  Nullable,
  openWord,
  Rounding,
} from './pos-parts.ts';
import { returnFields, returnStates } from './pos-purchases.ts';
import { moneyOf, Tender } from './pos-sales.ts';

/** What a POS reads back: page by page, the latest first. */

/** The largest page, and the usual one. */
export const pageSize = { most: 100, usual: 50 } as const;

const page = {
  after: Type.Optional(
    Type.String({ maxLength: 128, description: 'The last answer’s `next`; absent: the latest.' }),
  ),
  limit: Type.Optional(
    Type.String({
      maxLength: 8,
      description: `1 to ${pageSize.most}; absent: ${pageSize.usual}.`,
      'x-described': { type: 'integer', minimum: 1, maximum: pageSize.most },
    }),
  ),
};

const instant = (description: string) =>
  Type.Optional(Type.String({ format: 'date-time', maxLength: 40, description }));

const filters = {
  receiptNumber: Type.Optional(
    Type.String({ maxLength: 64, description: 'The till’s own number of it: of whichever till.' }),
  ),
  tillId: Type.Optional(
    Type.String({ maxLength: 64, description: 'Only of this till; absent: of all of the store.' }),
  ),
  memberId: Type.Optional(
    Type.String({
      maxLength: 64,
      description: 'Only of this member: the `memberId` of answers and events, and not the number.',
    }),
  ),
  from: instant('From this instant on, RFC 3339.'),
  until: instant('Before this instant.'),
  ...page,
};

export const PosListQuery = Type.Object(filters, closed);
export const PosReturnListQuery = Type.Object(
  {
    ...filters,
    state: Type.Optional(Type.Enum([...returnStates], { description: 'Only in this state.' })),
  },
  closed,
);
export const PosPageQuery = Type.Object(page, closed);

const next = Nullable(
  Type.String({ description: 'Send it as `after` for the next page; null: this is the last.' }),
);

export const PosVoucherPage = Type.Object({
  redemptions: Type.Array(byName<PosVoucher>('Voucher')),
  next,
});

const GivenRecord = Type.Object({
  redemptionId: Type.String(),
  lines: Type.Array(Type.Object({ id: Type.String(), minor: Type.Integer() }), {
    description: 'Empty: on all lines, as the money does.',
  }),
});

export const PosPurchaseRecord = Type.Object(
  {
    purchaseId: Type.String(),
    receiptNumber: Type.String(),
    soldAt: Instant,
    storeId: Type.String(),
    tillId: Type.String(),
    channel: openWord(channels, 'How it was sold.'),
    place: Nullable(Type.String({ description: 'Where; null: at the till’s store.' })),
    member: MemberRef,
    total: Money,
    taxes: Money,
    tip: Money,
    rounding: Rounding,
    points: Type.Integer({ description: 'What it earned.' }),
    availableAt: Nullable(
      Type.String({
        format: 'date-time',
        description: 'Pending until then; null: to be spent at once.',
      }),
    ),
    tierId: Type.String({ description: 'The tier at which it earned.' }),
    returned: moneyOf('What came back of it so far.'),
    pointsTaken: Type.Integer({ description: 'What returns took of its points.' }),
    lines: Type.Optional(
      Type.Array(LineRecord, {
        description: 'As reported; there when one purchase is read, and not in lists.',
      }),
    ),
    tenders: Type.Optional(Type.Array(Tender, { description: 'The same.' })),
    redemptions: Type.Optional(Type.Array(GivenRecord, { description: 'The same.' })),
  },
  { description: 'A purchase as it was reported, and what came back of it.' },
);

export const PosPurchasePage = Type.Object({
  purchases: Type.Array(byName<PosPurchaseRecord>('PurchaseRecord')),
  next,
});

export const PosReturnRecord = Type.Object(
  {
    ...returnFields,
    reportedAt: Instant,
    lines: Type.Optional(
      Type.Array(LineRecord, {
        description:
          'Which lines came back, as they were sold, `minor` for how much of each; there when one return is read.',
      }),
    ),
    refusal: Nullable(
      Type.Object({
        key: Type.String({ description: 'As in an error.' }),
        message: Type.String({ description: 'A sentence for the associate.' }),
      }),
    ),
  },
  { description: 'A return as it was reported, and what it came to.' },
);

export const PosReturnPage = Type.Object({
  returns: Type.Array(byName<PosReturnRecord>('ReturnRecord')),
  next,
});

const kinds = ['accrual', 'redemption', 'reversal', 'adjustment', 'expiry'] as const;
const rules = [
  ...(['welcome', 'purchase', 'rated-anew', 'return', 'issue', 'give-back'] as const),
  ...(['award', 'award-back', 'occasion', 'adjustment', 'lot-expiry', 'reinstated'] as const),
  ...(['membership', 'opening', 'merged-in', 'merged-out'] as const),
];

export const PosHistoryEntry = Type.Object(
  {
    seq: Type.Integer({ description: 'Counts up for each member.' }),
    at: Instant,
    kind: openWord(kinds, 'What the points did.'),
    rule: openWord(rules, 'Why.'),
    points: Type.Integer({ description: 'Below zero: they left.' }),
    balanceAfter: Type.Integer({ description: 'Pending points included.' }),
    availableAt: Nullable(
      Type.String({ format: 'date-time', description: 'Pending until then; null: at once.' }),
    ),
    purchaseId: Nullable(Id),
    redemptionId: Nullable(Id),
    receiptNumber: Nullable(Type.String({ description: 'Of the purchase or the return.' })),
  },
  { description: 'One change of a member’s points at the till’s store.' },
);

export const PosHistoryPage = Type.Object({
  entries: Type.Array(byName<PosHistoryEntry>('HistoryEntry')),
  next,
});

export type PosListQuery = Static<typeof PosListQuery>;
export type PosReturnListQuery = Static<typeof PosReturnListQuery>;
export type PosPageQuery = Static<typeof PosPageQuery>;
export type PosPurchaseRecord = Static<typeof PosPurchaseRecord>;
export type PosReturnRecord = Static<typeof PosReturnRecord>;
export type PosHistoryEntry = Static<typeof PosHistoryEntry>;
export type PosVoucherPage = Static<typeof PosVoucherPage>;
export type PosPurchasePage = Static<typeof PosPurchasePage>;
export type PosReturnPage = Static<typeof PosReturnPage>;
export type PosHistoryPage = Static<typeof PosHistoryPage>;
