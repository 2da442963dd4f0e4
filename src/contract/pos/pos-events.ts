import Type, { type Static } from 'typebox';
import { type EventKind, eventKinds } from '#domain/events/event.ts';
import { lineOutcomes } from '#domain/pool/settlement.ts';
import { channels } from '#domain/values/channel.ts';
import { membershipEvents } from './pos-membership.ts';
import { byName, Id, Instant, Nullable, openWord } from './pos-parts.ts';
import { Points, pointEvents, Rule } from './pos-point-events.ts';

/**
 * Events as the feed at `/pos/v1/events` and webhooks send them: one shape for both, the one that Standard Webhooks
 * recommends. Fields may be added; existing ones never change their meaning.
 */
const open = { additionalProperties: true } as const;

const money = {
  minor: Type.Integer({ description: 'Minor units of the currency.' }),
  currency: Type.String({ description: 'ISO 4217.' }),
};
const Receipt = Type.String({ maxLength: 64 });
/** Null: a POS did it, which does not say who stands there. */
const AtTill = { tillId: Id, associateId: Nullable(Id), receiptNumber: Receipt };
const redemption = { redemptionId: Id, rewardId: Id, points: Points };
const Whole = Type.Boolean({ description: 'Whether all of its points are back now.' });
/** A return, and the purchase that it names. */
const aReturn = { returnId: Id, purchaseTillId: Id, purchaseReceiptNumber: Receipt };
const ended = { ...redemption, whole: Whole };
const basket = { redemptionId: Id, rewardId: Id, tillId: Id, basketId: Id };

/** How many lines of the file had each result. Object.fromEntries loses the names, which nothing here needs. */
const counts = Object.fromEntries(lineOutcomes.map((outcome) => [outcome, Type.Integer()]));

/** The content of `data`, by kind. */
const eventData = {
  'member.joined': Type.Object({ joinedByMail: Type.Boolean() }, open),
  'member.merged': Type.Object(
    {
      mergedMemberId: Type.String({
        description:
          'The membership that ended. Its number and its id lead to the member of the event.',
      }),
      points: Points,
    },
    open,
  ),
  ...pointEvents,
  ...membershipEvents,
  'purchase.reported': Type.Object(
    {
      purchaseId: Id,
      ...money,
      points: Points,
      tierId: Id,
      ...AtTill,
      confirmedBy: Type.Optional(Nullable(Id)),
      availableAt: Type.Optional(Nullable(Instant)),
      channel: Type.Optional(openWord(channels, 'How it was sold; events of before do not say.')),
      place: Type.Optional(Nullable(Type.String())),
      claimed: Type.Optional(
        Type.Boolean({ description: 'Its member claimed it: nobody was scanned at the till.' }),
      ),
      earned: Type.Optional(
        Type.Array(Type.Object({ rule: Rule, points: Points }, open), {
          description: 'What each rule gave to it; together `points`.',
        }),
      ),
    },
    open,
  ),
  'purchase.returned': Type.Object(
    {
      ...aReturn,
      purchaseId: Id,
      ...money,
      pointsTaken: Points,
      pointsGivenBack: Points,
      exchangePurchaseId: Nullable(Id),
      ...AtTill,
    },
    open,
  ),
  'return.waiting': Type.Object({ ...aReturn, ...AtTill }, open),
  'return.refused': Type.Object(
    {
      ...aReturn,
      purchaseId: Id,
      because: Type.String({ description: 'As the `key` of an error.' }),
      ...AtTill,
    },
    open,
  ),
  'redemption.issued': Type.Object(redemption, open),
  'redemption.reserved': Type.Object(basket, open),
  'redemption.released': Type.Object(basket, open),
  'redemption.redeemed': Type.Object(
    {
      ...redemption,
      ...AtTill,
      redeemedAt: Instant,
      entered: Nullable(openWord(['scanned', 'typed'], 'How the code came in; null: a POS.')),
    },
    open,
  ),
  'redemption.reversed': Type.Object(
    {
      ...ended,
      because: openWord(['reversed', 'returned'], 'Undone at a till, or goods came back.'),
      tillId: Nullable(Id),
      associateId: Nullable(Id),
      confirmedBy: Nullable(Id),
      redeemedTillId: Nullable(Id),
      receiptNumber: Nullable(Receipt),
    },
    open,
  ),
  'redemption.cancelled': Type.Object(ended, open),
  'redemption.expired': Type.Object(ended, open),
  'pool.low': Type.Object({ rewardId: Id, left: Type.Integer(), mark: Type.Integer() }, open),
  'pool.settled': Type.Object(
    { until: Nullable(Instant), returned: Type.Integer(), ...counts },
    open,
  ),
  'mint.failed': Type.Object(
    { redemptionId: Id, rewardId: Id, vendor: Type.String(), reason: Type.String() },
    open,
  ),
  'pass.guessed': Type.Object(
    {
      tillId: Id,
      limit: Type.Integer({ description: 'So many wrong passes in the member’s name …' }),
      minutes: Type.Integer({ description: '… came within so many minutes, at this till last.' }),
    },
    open,
  ),
  'till.guessed': Type.Object(
    {
      tillId: Id,
      what: Type.String({
        description: '`code`, `number`, `address` or `confirmation-code`; others may be added.',
      }),
      limit: Type.Integer({ description: 'So many that were nobody’s or wrong …' }),
      minutes: Type.Integer({ description: '… came from the till within so many minutes.' }),
    },
    open,
  ),
  'member.looked-up': Type.Object(
    {
      tillId: Id,
      associateId: Nullable(Id),
      by: Type.String({
        description: '`number`, `address`, `member-id` or `external-id`; others may be added.',
      }),
    },
    open,
  ),
  'associate.locked': Type.Object(
    {
      tillId: Id,
      associateId: Id,
      minutes: Type.Integer({ description: 'How long no PIN opens a shift of theirs.' }),
    },
    open,
  ),
  'watch.noted': Type.Object(
    {
      rule: Type.String(),
      associateId: Nullable(Id),
      tillId: Type.Optional(Nullable(Id)),
      by: Type.Optional(Nullable(Type.String())),
      cause: Type.String({ description: 'The event that the rule looked at.' }),
      redemptionId: Type.Optional(Id),
    },
    open,
  ),
} satisfies Record<EventKind, Type.TObject>;

const envelope = {
  id: Type.String({ description: 'The same for ever: keep it, and skip what you had.' }),
  timestamp: Type.String({ ...Instant, description: 'When it happened, RFC 3339 in UTC.' }),
  storeId: Nullable(Id),
  memberId: Nullable(Id),
  memberNumber: Nullable(Id),
  balance: Nullable(
    Type.Integer({
      description:
        'What the member could spend after it; null also of what is from before it was told.',
    }),
  ),
};

const eventOf = (kind: EventKind) =>
  Type.Object({ ...envelope, type: Type.Literal(kind), data: eventData[kind] }, open);

/** Each kind with its own `data`, for the description of webhooks. */
export const posEvents = Object.fromEntries(
  eventKinds.map((kind) => [kind, eventOf(kind)]),
) as Record<EventKind, ReturnType<typeof eventOf>>; // Object.fromEntries forgets the names.

/** An event of any kind, known or not: what a client of the feed must be able to read. */
export const PosEvent = Type.Object(
  {
    ...envelope,
    type: openWord(eventKinds, 'What happened: it says what `data` holds.'),
    data: Type.Object({}, open),
  },
  open,
);

export const PosEventQuery = Type.Object(
  {
    after: Type.Optional(
      Type.String({
        maxLength: 64,
        description: 'The last answer’s `next`; absent: from the first event; `now`: what comes.',
      }),
    ),
    limit: Type.Optional(
      Type.String({
        maxLength: 8,
        description: '1 to 200; absent: 100.',
        'x-described': { type: 'integer', minimum: 1, maximum: 200 },
      }),
    ),
  },
  { additionalProperties: false },
);

export const PosEventPage = Type.Object({
  events: Type.Array(byName<WireEvent>('Event')),
  next: Type.String({ description: 'Send it as `after` next time; it is good for ever.' }),
  more: Type.Boolean({ description: 'Whether to ask again at once.' }),
});

export type PosEventQuery = Static<typeof PosEventQuery>;

/** An event as it is sent. */
export interface WireEvent {
  readonly id: string;
  readonly type: string;
  readonly timestamp: string;
  readonly storeId: string | null;
  readonly memberId: string | null;
  readonly memberNumber: string | null;
  readonly balance: number | null;
  readonly data: Readonly<Record<string, unknown>>;
}
