import { json } from '#contract/endpoint.ts';
import { Nothing } from '#contract/member-input.ts';
import type { DeskRight } from '#domain/desk/desk-role.ts';
import type { PageOf } from './desk-answers.ts';
import type { DeskMails } from './desk-mails.ts';
import type { WatchNote } from './desk-watch.ts';
import type { DeskWebhook, NewWebhookSecret, WebhookLine, WebhookTest } from './desk-webhooks.ts';
import { AddWebhook, DecideWatchNote, ListWatchNotes, ReplayWebhook } from './operations-input.ts';

const may = <R extends DeskRight>(right: R) => ({ who: 'administrator', right }) as const;
const done = json<{ readonly done: true }>();

/** The lines of `desk-api.ts` for what runs beside the shop: webhooks, the watch list, mail. */
export const operationsEndpoints = {
  webhooks: {
    get: { ...may('see-webhooks'), answer: json<{ readonly webhooks: readonly WebhookLine[] }>() },
    post: { ...may('change-webhooks'), body: AddWebhook, answer: json<NewWebhookSecret>() },
  },
  webhook: { get: { ...may('see-webhooks'), answer: json<DeskWebhook>() } },
  webhookTest: { post: { ...may('send-webhooks'), body: Nothing, answer: json<WebhookTest>() } },
  webhookSecret: {
    post: { ...may('change-webhooks'), body: Nothing, answer: json<NewWebhookSecret>() },
  },
  webhookEnable: { post: { ...may('send-webhooks'), body: Nothing, answer: done } },
  webhookReplay: {
    post: {
      ...may('send-webhooks'),
      body: ReplayWebhook,
      answer: json<{ readonly count: number }>(),
    },
  },
  webhookEnd: { post: { ...may('change-webhooks'), body: Nothing, answer: done } },
  watchNotes: {
    get: {
      ...may('see-watch-list'),
      query: ListWatchNotes,
      answer: json<PageOf<WatchNote>>(),
    },
  },
  watchNote: { post: { ...may('decide-watch-note'), body: DecideWatchNote, answer: done } },
  mails: { get: { ...may('see-mails'), answer: json<DeskMails>() } },
  mailAgain: { post: { ...may('change-mails'), body: Nothing, answer: done } },
  mailEnd: { post: { ...may('change-mails'), body: Nothing, answer: done } },
} as const;
