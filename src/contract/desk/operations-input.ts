import Type, { type Static } from 'typebox';
import { LoadCodes, Settle } from '#contract/admin/admin-input.ts';
import { eventKinds } from '#domain/events/event.ts';
import { watchDecisions } from '#domain/events/watch-decision.ts';
import { sourcePattern } from '#domain/people/external-id.ts';

/** What the desk's pages send about what runs beside the shop: webhooks, the watch list, mail. */

const closed = { additionalProperties: false } as const;
const StoreId = Type.String({ minLength: 1, maxLength: 64 });

/** `kinds` absent: every kind; `storeId` absent: of all stores, and of none. */
export const AddWebhook = Type.Object(
  {
    url: Type.String({ minLength: 1, maxLength: 3_000 }),
    kinds: Type.Optional(
      Type.Array(Type.Enum([...eventKinds]), { minItems: 1, maxItems: eventKinds.length }),
    ),
    storeId: Type.Optional(StoreId),
  },
  closed,
);

/** A name by which its facts are told from now on. */
export const AddFactSource = Type.Object({ name: Type.String({ pattern: sourcePattern }) }, closed);

/** What was given up, or what it missed while it was disabled. */
export const ReplayWebhook = Type.Object({ what: Type.Enum(['given-up', 'missed']) }, closed);

export const ListWatchNotes = Type.Object(
  {
    store: Type.Optional(StoreId),
    after: Type.Optional(Type.String({ maxLength: 120, pattern: '^[\\w.-]+$' })),
  },
  closed,
);

const Decision = Type.Enum([...watchDecisions]);

/** `from`: what the page showed; null: nothing was decided. */
export const DecideWatchNote = Type.Object(
  { from: Type.Union([Type.Null(), Decision]), to: Decision },
  closed,
);

/** How a file of codes is to be read, and whether it is only looked at. The file is the body. */
export const LoadPoolCodes = LoadCodes;

/** `dryRun`: says what would be taken out, and takes nothing. */
export const WithdrawCodes = Type.Object({ dryRun: Type.Boolean() }, closed);

/**
 * How a till's file of used codes is written, and up to when it is complete, by the clock of the program's time zone. The
 * file is the body.
 */
export const SettleByFile = Type.Object(
  {
    ...Type.Omit(Settle, ['store', 'until']).properties,
    until: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d$' })),
  },
  closed,
);

export type SettleByFile = Static<typeof SettleByFile>;

/** `scheduleOf`: what held and was to come when the page was read. */
const Onto = Type.String({ maxLength: 400, pattern: '^[0-9.]+$' });

/** How many there are in all, with those that were given out. */
export const RestockReward = Type.Object(
  { onto: Onto, total: Type.Integer({ minimum: 0, maximum: 1_000_000 }) },
  closed,
);

/** The store where a poster hangs from now on. */
export const MovePoster = Type.Object({ onto: Onto, storeId: StoreId }, closed);

export const RetireReward = Type.Object({ onto: Onto }, closed);

/** `key`: a token; with `clientId` the secret of that app. */
export const ConnectStore = Type.Object(
  {
    vendor: Type.Enum(['shopify', 'square']),
    shop: Type.Optional(Type.String({ maxLength: 200 })),
    clientId: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    location: Type.Optional(Type.String({ maxLength: 200 })),
    sandbox: Type.Optional(Type.Boolean()),
    key: Type.String({ minLength: 1, maxLength: 600 }),
  },
  closed,
);

export type ConnectStore = Static<typeof ConnectStore>;
export type AddWebhook = Static<typeof AddWebhook>;
export type DecideWatchNote = Static<typeof DecideWatchNote>;
export type ListWatchNotes = Static<typeof ListWatchNotes>;
