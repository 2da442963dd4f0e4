import type {
  LoadDryRun,
  SettlementReport,
  UploadReport,
  UploadView,
  Withdrawal,
} from '#contract/admin/admin-answers.ts';
import { json } from '#contract/endpoint.ts';
import { Nothing } from '#contract/member-input.ts';
import type { DeskRight } from '#domain/desk/desk-role.ts';
import type { PageOf } from './desk-answers.ts';
import type { ConnectionCheck, ConnectionLine } from './desk-connections.ts';
import type { FactSourceLine, NewFactSecret } from './desk-facts.ts';
import type { DeskMails } from './desk-mails.ts';
import type { DeskRewards, RewardOpen, StoreOpen } from './desk-open.ts';
import type { DeskPools } from './desk-pools.ts';
import type { WatchNote } from './desk-watch.ts';
import type { DeskWays } from './desk-ways.ts';
import type { DeskWebhook, NewWebhookSecret, WebhookLine, WebhookTest } from './desk-webhooks.ts';
import {
  AddFactSource,
  AddWebhook,
  ConnectStore,
  DecideWatchNote,
  ListWatchNotes,
  LoadPoolCodes,
  MovePoster,
  ReplayWebhook,
  RestockReward,
  RetireReward,
  SettleByFile,
  WithdrawCodes,
} from './operations-input.ts';

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
  factSources: {
    get: {
      ...may('see-webhooks'),
      answer: json<{ readonly sources: readonly FactSourceLine[] }>(),
    },
    post: { ...may('change-webhooks'), body: AddFactSource, answer: json<NewFactSecret>() },
  },
  factSourceSecret: {
    post: { ...may('change-webhooks'), body: Nothing, answer: json<NewFactSecret>() },
  },
  factSourceEnd: { post: { ...may('change-webhooks'), body: Nothing, answer: done } },
  watchNotes: {
    get: {
      ...may('see-watch-list'),
      query: ListWatchNotes,
      answer: json<PageOf<WatchNote>>(),
    },
  },
  watchNote: { post: { ...may('decide-watch-note'), body: DecideWatchNote, answer: done } },
  pools: { get: { ...may('see-pools'), answer: json<DeskPools>() } },
  poolCodes: {
    post: {
      ...may('load-codes'),
      query: LoadPoolCodes,
      answer: json<UploadReport | LoadDryRun>(),
    },
  },
  poolUpload: {
    get: { ...may('see-pools'), answer: json<UploadView & Pick<UploadReport, 'faults'>>() },
  },
  poolWithdraw: {
    post: { ...may('withdraw-codes'), body: WithdrawCodes, answer: json<Withdrawal>() },
  },
  poolSettle: {
    post: { ...may('settle-store'), query: SettleByFile, answer: json<SettlementReport>() },
  },
  rewards: { get: { ...may('see-stores'), answer: json<DeskRewards>() } },
  reward: { get: { ...may('see-stores'), answer: json<RewardOpen>() } },
  restock: { post: { ...may('restock-reward'), body: RestockReward, answer: done } },
  retire: { post: { ...may('retire-reward'), body: RetireReward, answer: done } },
  storeOpen: { get: { ...may('see-stores'), answer: json<StoreOpen>() } },
  closeStore: { post: { ...may('close-store'), body: Nothing, answer: done } },
  ways: { get: { ...may('see-stores'), answer: json<DeskWays>() } },
  movePoster: { post: { ...may('move-poster'), body: MovePoster, answer: done } },
  scannerSheet: { get: { ...may('see-stores'), answer: json<string>() } },
  connections: {
    get: {
      ...may('see-connections'),
      answer: json<{ readonly connections: readonly ConnectionLine[] }>(),
    },
  },
  connectStore: { post: { ...may('connect-store'), body: ConnectStore, answer: done } },
  checkConnection: {
    post: { ...may('see-connections'), body: Nothing, answer: json<ConnectionCheck>() },
  },
  disconnectStore: { post: { ...may('connect-store'), body: Nothing, answer: done } },
  mails: { get: { ...may('see-mails'), answer: json<DeskMails>() } },
  mailAgain: { post: { ...may('change-mails'), body: Nothing, answer: done } },
  mailEnd: { post: { ...may('change-mails'), body: Nothing, answer: done } },
} as const;
