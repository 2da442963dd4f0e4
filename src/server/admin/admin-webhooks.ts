import type { Some, WebhookLine } from '#contract/desk/desk-webhooks.ts';
import { eventKinds, isEventKind } from '#domain/events/event.ts';
import type { WebhookEndpointRow } from '#server/storage/db/schema-webhooks.ts';
import { placeOfCursor } from '#server/storage/events/cursors.ts';
import { webhookEndpoints } from '#server/storage/events/webhook-endpoints.ts';
import {
  addWebhook,
  enableWebhook,
  removeWebhook,
  rotateWebhookSecret,
  WebhookFault,
} from '#server/usecases/followers/manage-webhooks.ts';
import {
  type ReplayFrom,
  replayWebhooks,
  retryWebhooks,
} from '#server/usecases/followers/replay-webhooks.ts';
import { testWebhook } from '#server/usecases/followers/test-webhook.ts';
import { listWebhooks } from '#server/usecases/followers/view-webhooks.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { answerWithinMs } from '#server/vendors/webhook-post/post.ts';
import { resolveByName } from '#server/vendors/webhook-post/resolve.ts';
import { readArgs } from './admin-args.ts';
import {
  AdminFault,
  type Commands,
  knownByBeginning,
  knownStore,
  unknown,
} from './admin-command.ts';
import { instantOf, textOf } from './admin-time.ts';

/** What `npm run admin -- webhooks VERB …` does. */
export const webhookVerbs = {
  add: async (context, args) => {
    const { words, options } = readArgs(args, ['kinds', 'store']);
    const storeId = options.store ?? null;
    if (storeId !== null) await knownStore(context, storeId);
    const wish = { url: words[0] ?? '', storeId, kinds: kindsOf(options.kinds) };
    try {
      const { id, secret } = await addWebhook(context, wish);
      return [`Events go to ${wish.url} from now on.`, `Endpoint: ${id}`, `Secret: ${secret}`];
    } catch (error) {
      throw error instanceof WebhookFault ? new AdminFault(error.message) : error;
    }
  },
  list: async (context) => {
    const lines = (await listWebhooks(context)).flatMap(describe);
    return lines.length > 0 ? lines : ['Events are sent nowhere.'];
  },
  test: async (context, [id]) => {
    const reach = { resolve: resolveByName, answerWithinMs };
    const answer = await testWebhook(context, await endpointOf(context, id), reach);
    if (answer.outcome === 'taken') return ['It took the message.'];
    const said = answer.outcome === 'gone' ? 'it answered 410: gone' : answer.reason;
    throw new AdminFault(`It did not take the message: ${said}.`);
  },
  rotate: async (context, [id]) => {
    const { id: known } = await endpointOf(context, id);
    const { secret } = await rotateWebhookSecret(context, known);
    return [`New secret: ${secret}`, 'The old one signs too for 24 hours.'];
  },
  enable: async (context, [id]) => {
    const endpoint = await endpointOf(context, id);
    if (endpoint.disabled_at === null) return ['It is enabled.'];
    await enableWebhook(context, endpoint.id);
    // An endpoint that an earlier version disabled has no stored place: it can have missed only what came after it
    // was added.
    const from = endpoint.queued_to ?? new Date(endpoint.created_at).toISOString();
    return [
      'Events go there again, from now on.',
      `For what it missed: npm run admin -- webhooks replay ${endpoint.id} --from ${from}`,
    ];
  },
  replay: async (context, args) => {
    const { words, options } = readArgs(args, ['from']);
    const endpoint = await endpointOf(context, words[0]);
    const count = options.from
      ? await replayWebhooks(context, endpoint, beginning(options.from))
      : await retryWebhooks(context, endpoint.id);
    if (count === null) throw new AdminFault(`There is no event "${options.from}".`);
    const disabled = endpoint.disabled_at === null ? [] : ['It is disabled: enable it first.'];
    return [`${count} to be sent again.`, ...disabled];
  },
  remove: async (context, [id]) => {
    const { id: known, url } = await endpointOf(context, id);
    await removeWebhook(context, known);
    return [`Nothing goes to ${url} any more.`];
  },
} satisfies Commands;

async function endpointOf({ store }: Context, id = ''): Promise<WebhookEndpointRow> {
  return knownByBeginning('endpoint', id, await webhookEndpoints(store.read));
}

function kindsOf(text: string | undefined) {
  if (text === undefined) return null;
  return text.split(',').map((kind) => {
    if (!isEventKind(kind)) throw unknown('kind', kind, eventKinds);
    return kind;
  });
}

function beginning(text: string): ReplayFrom {
  const at = instantOf(text);
  if (at !== null) return { at };
  return placeOfCursor(text) ? { cursor: text } : { eventId: text };
}

function describe({ id, url, kinds, store, takenAt, disabled, ...more }: WebhookLine) {
  const wants = `${kinds?.join(', ') ?? 'every event'} of ${store?.id ?? 'every store'}`;
  const last = takenAt === null ? 'never' : textOf(takenAt);
  const [waiting, givenUp] = [counted(more.waiting), counted(more.givenUp)];
  const lines = [
    `${id}  ${url}`,
    `  ${wants}; last taken: ${last}; ${waiting} waiting, ${givenUp} given up`,
  ];
  if (disabled === null) return lines;
  return [...lines, `  DISABLED since ${textOf(disabled.since)}: ${disabled.reason}`];
}

const counted = ({ count, more }: Some): string => (more ? `more than ${count}` : `${count}`);
