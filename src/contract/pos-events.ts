import Type, { type Static } from 'typebox';
import type { EventKind } from '#domain/events/event.ts';
import { lineOutcomes } from '#domain/pool/settlement.ts';

/**
 * What has happened, as the feed at `/pos/v1/events` and webhooks say it: one shape for both, the one that
 * Standard Webhooks recommends. Fields may be added; those that are here never change their meaning.
 */
const open = { additionalProperties: true } as const;
const Nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

const Id = Type.String({ maxLength: 64 });
const Points = Type.Integer({ minimum: 0 });
const Instant = Type.String({ format: 'date-time', maxLength: 40 });

const Minor = Type.Integer({ description: 'Minor units of the program’s currency.' });
const Receipt = Type.String({ maxLength: 64 });
/** Null: a POS did it, which does not say who stands there. */
const AtTill = { tillId: Id, associateId: Nullable(Id), receiptNumber: Receipt };
const redemption = { redemptionId: Id, rewardId: Id, points: Points };
const Whole = Type.Boolean({ description: 'Whether all of its points are back now.' });
const ended = { ...redemption, whole: Whole };
const basket = { redemptionId: Id, rewardId: Id, tillId: Id };

/** How many lines of the file came to what. Object.fromEntries forgets the names, which nothing here asks. */
const counts = Object.fromEntries(lineOutcomes.map((outcome) => [outcome, Type.Integer()]));

/** What `data` holds, kind by kind. */
const eventData = {
  'member.joined': Type.Object({ joinedByMail: Type.Boolean() }, open),
  'purchase.reported': Type.Object(
    { purchaseId: Id, minor: Minor, points: Points, ...AtTill },
    open,
  ),
  'purchase.returned': Type.Object(
    {
      ...{ returnId: Id, purchaseId: Id, minor: Minor },
      ...{ pointsTaken: Points, pointsGivenBack: Points, exchangePurchaseId: Nullable(Id) },
      ...AtTill,
    },
    open,
  ),
  'redemption.issued': Type.Object(redemption, open),
  'redemption.reserved': Type.Object(basket, open),
  'redemption.released': Type.Object(basket, open),
  'redemption.redeemed': Type.Object(
    { ...redemption, ...AtTill, entered: Nullable(Type.Enum(['scanned', 'typed'])) },
    open,
  ),
  'redemption.reversed': Type.Object({ ...ended, associateId: Nullable(Id) }, open),
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
      by: Type.String({ description: '`number` or `address`; others may be added.' }),
    },
    open,
  ),
  'associate.locked': Type.Object(
    {
      ...{ tillId: Id, associateId: Id },
      minutes: Type.Integer({ description: 'How long no PIN opens a shift of theirs.' }),
    },
    open,
  ),
  'watch.noted': Type.Object(
    {
      rule: Type.String(),
      associateId: Id,
      cause: Type.String({ description: 'The event that the rule looked at.' }),
    },
    open,
  ),
} satisfies Record<EventKind, Type.TObject>;

const eventOf = <Kind extends EventKind>(kind: Kind) =>
  Type.Object(
    {
      id: Type.String({ description: 'The same for ever: keep it, and skip what you had.' }),
      type: Type.Literal(kind),
      timestamp: Type.String({ ...Instant, description: 'When it happened, RFC 3339 in UTC.' }),
      storeId: Nullable(Id),
      memberId: Nullable(Id),
      data: eventData[kind],
    },
    open,
  );

// Object.keys forgets the key type.
export const PosEvent = Type.Union((Object.keys(eventData) as EventKind[]).map(eventOf));

export const PosEventQuery = Type.Object(
  {
    after: Type.Optional(
      Type.String({
        maxLength: 64,
        description: 'The last answer’s `next`; absent: from the first event; `now`: what comes.',
      }),
    ),
    limit: Type.Optional(
      // A query is text, and nothing here is turned from one type into another in silence.
      Type.String({ pattern: '^([1-9]\\d?|1\\d\\d|200)$', description: '1 to 200; absent: 100.' }),
    ),
  },
  { additionalProperties: false },
);

export const PosEventPage = Type.Object({
  events: Type.Array(PosEvent),
  next: Type.String({ description: 'Send it as `after` next time; it is good for ever.' }),
  more: Type.Boolean({ description: 'Whether to ask again at once.' }),
});

export type PosEventQuery = Static<typeof PosEventQuery>;

/** An event on the wire. */
export interface WireEvent {
  readonly id: string;
  readonly type: string;
  readonly timestamp: string;
  readonly storeId: string | null;
  readonly memberId: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}
