import { posEvents } from '#contract/pos/pos-events.ts';
import { type EventKind, eventKinds, notForTills } from '#domain/events/event.ts';

/** `redemption.redeemed` is described as `RedemptionRedeemedEvent`. */
const nameOf = (kind: EventKind): string =>
  `${kind
    .split('.')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')}Event`;

/** The body of each kind of event, with its `data`. */
export const webhookSchemas: Readonly<Record<string, object>> = Object.fromEntries(
  eventKinds.map((kind) => [nameOf(kind), posEvents[kind]]),
);

const header = (name: string, description: string) => ({
  name,
  in: 'header',
  required: true,
  description,
  schema: { type: 'string' },
});

const signed = [
  header('webhook-id', 'The event’s id, the same at every attempt.'),
  header('webhook-timestamp', 'When this attempt was made, seconds since 1970.'),
  header('webhook-signature', '`v1,` and HMAC-SHA256 of `id.timestamp.body` in base64.'),
];

/** What an endpoint is sent, by Standard Webhooks. docs/webhooks.md says how to check it. */
export const webhooks = Object.fromEntries(
  eventKinds.map((kind) => [
    kind,
    {
      post: {
        operationId: `on${nameOf(kind)}`,
        summary: `An event of the type ${kind}`,
        description: notForTills.includes(kind)
          ? 'Told to webhooks alone: the tills’ feed never has it.'
          : 'The feed at `/pos/v1/events` has the same.',
        tags: ['Events'],
        security: [],
        parameters: signed,
        requestBody: {
          required: true,
          content: {
            'application/json': { schema: { $ref: `#/components/schemas/${nameOf(kind)}` } },
          },
        },
        responses: {
          204: { description: 'Any 2xx within 15 seconds: it was taken.' },
          410: { description: 'The endpoint is disabled at once.' },
        },
      },
    },
  ]),
);
