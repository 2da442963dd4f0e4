import Type, { type Static } from 'typebox';
import { eventKinds } from '#domain/events/event.ts';
import { watchDecisions } from '#domain/events/watch-decision.ts';

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

export type AddWebhook = Static<typeof AddWebhook>;
export type DecideWatchNote = Static<typeof DecideWatchNote>;
export type ListWatchNotes = Static<typeof ListWatchNotes>;
