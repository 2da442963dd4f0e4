import type { PageOf } from '#contract/desk/desk-answers.ts';
import type { DeskFigures, SegmentCounts } from '#contract/desk/desk-figures.ts';
import type { DeskMails } from '#contract/desk/desk-mails.ts';
import type { WatchNote } from '#contract/desk/desk-watch.ts';
import type { WebhookLine } from '#contract/desk/desk-webhooks.ts';
import { dayMs, galleryNow, longWord, memberNumber } from './shop.ts';

const ago = (days: number): number => galleryNow - days * dayMs;

export const figures: DeskFigures = {
  months: [
    { from: Date.UTC(2026, 10, 1), issued: 12_480, used: 3_200, expired: 410, outstanding: 8_870 },
  ],
  until: ago(1),
  outstanding: 8_870,
  pointWorth: { millionths: 50_000_000, by: 'reward' },
};

export const segmentCounts: SegmentCounts = {
  countedAt: galleryNow,
  segments: [
    { id: 'coffee', name: { en: 'Coffee lovers' }, members: 12_480, isAbout: false },
    { id: 'quiet', name: { en: 'Quiet for two months' }, members: 310, isAbout: true },
    { id: 'long', name: { en: longWord }, members: null, isAbout: false },
  ],
};

const webhook: WebhookLine = {
  id: 'w1',
  url: 'https://hooks.example/points',
  kinds: null,
  store: null,
  createdAt: ago(60),
  takenAt: ago(0),
  disabled: null,
  missedFrom: null,
  oldSecretUntil: null,
  waiting: { count: 2, more: false },
  givenUp: { count: 0, more: false },
};

export const webhooks: readonly WebhookLine[] = [
  webhook,
  {
    ...webhook,
    id: 'w2',
    url: `https://${longWord.toLowerCase()}.example/hooks`,
    kinds: ['pool.low'],
    store: { id: 'harbour', name: 'Harbour' },
    disabled: { since: ago(2), reason: '410' },
    givenUp: { count: 100, more: true },
  },
];

const note: WatchNote = {
  eventId: 'e1',
  rule: 'large-purchase',
  at: ago(1),
  store: 'Harbour',
  who: { kind: 'associate', name: longWord },
  member: { id: 'm1', number: memberNumber },
  finding: { rule: 'large-purchase', minor: 60_000 },
  subjectId: 'r1',
  decided: null,
};

export const watchNotes: PageOf<WatchNote> = {
  next: null,
  rows: [
    note,
    {
      ...note,
      eventId: 'e2',
      rule: 'many-adjustments',
      store: null,
      who: { kind: 'support', name: 'Robin' },
      finding: { rule: 'many-adjustments', count: 21, points: 5_300 },
      decided: { decision: 'explained', by: 'Robin', at: ago(0) },
    },
  ],
};

const mail = {
  kind: null,
  host: 'example.com',
  member: null,
  writtenAt: ago(0.1),
  attempts: 3,
  answer: '550 5.1.1',
  at: ago(0.05),
};

export const mails: DeskMails = {
  waiting: [{ ...mail, id: 'w', answer: '451 4.7.1' }],
  givenUp: [
    { ...mail, id: 'g', member: { id: 'm1', number: memberNumber } },
    { ...mail, id: 's', host: null },
  ],
  more: true,
};
