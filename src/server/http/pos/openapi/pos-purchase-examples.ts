import { ada, documented, problemExample } from './pos-example-parts.ts';
import type { PosExample } from './pos-operation.ts';

const bought = {
  member: { number: documented.number },
  receiptNumber: documented.receiptNumber,
  soldAt: '2026-01-15T09:58:12+01:00',
  total: { minor: 1_299, currency: 'EUR' },
};

const tooEarly = '2027-01-15T09:58:12+01:00';
const inTheFuture = {
  name: 'in-the-future',
  summary: 'The till’s clock is wrong',
  status: 422,
  answer: problemExample(
    { key: 'time-ahead', now: Date.UTC(2026, 0, 15, 9, 0) },
    'The time of sale is still to come: it is 15 January, 10:00. Check the till’s clock and its time zone.',
    '/soldAt',
  ),
};

export const purchaseExamples: readonly PosExample[] = [
  {
    name: 'by-number',
    summary: 'The shopper gave the membership number',
    request: bought,
    status: 200,
    answer: {
      purchaseId: documented.purchaseId,
      receiptNumber: bought.receiptNumber,
      soldAt: '2026-01-15T08:58:12.000Z',
      storeId: 'main',
      tillId: 'main-1',
      total: bought.total,
      points: 12,
      earned: [{ rule: 'purchase', name: null, points: 12 }],
      awards: [],
      availableAt: null,
      tierId: 'member',
      member: ada,
      balance: 62,
      returns: [],
      warnings: [],
    },
  },
  { ...inTheFuture, request: { ...bought, soldAt: tooEarly } },
];

const { member: _nobody, ...sold } = bought;

export const unclaimedExamples: readonly PosExample[] = [
  {
    name: 'nobody-scanned',
    summary: 'The shopper paid without a scan, and can claim it for two weeks',
    request: { ...sold, receiptNumber: 'R-2000' },
    status: 200,
    answer: {
      receiptNumber: 'R-2000',
      soldAt: '2026-01-15T08:58:12.000Z',
      storeId: 'main',
      tillId: 'main-1',
      total: sold.total,
      claimed: false,
      claimableUntil: '2026-01-29T23:00:00.000Z',
    },
  },
  { ...inTheFuture, request: { ...sold, soldAt: tooEarly } },
];

const back = {
  receiptNumber: documented.returnNumber,
  returnedAt: '2026-01-15T10:00:00+01:00',
  purchase: { receiptNumber: documented.receiptNumber },
};
const soldHere = { receiptNumber: documented.receiptNumber, tillId: 'main-1' };
const answered = {
  returnId: documented.returnId,
  receiptNumber: back.receiptNumber,
  returnedAt: '2026-01-15T09:00:00.000Z',
};

export const returnExamples: readonly PosExample[] = [
  {
    name: 'by-amount',
    summary: 'A part of what was bought came back',
    request: { ...back, amount: { minor: 500, currency: 'EUR' } },
    status: 200,
    answer: {
      ...answered,
      state: 'applied',
      purchase: { purchaseId: documented.purchaseId, ...soldHere },
      returned: { minor: 500, currency: 'EUR' },
      pointsTaken: 4,
      pointsGivenBack: 0,
      member: ada,
      balance: 58,
      exchange: null,
    },
  },
  {
    name: 'waiting',
    summary: 'The purchase has not been reported yet',
    request: { ...back, lines: [{ id: '2' }] },
    status: 200,
    answer: {
      ...answered,
      state: 'waiting',
      purchase: { purchaseId: null, ...soldHere },
      returned: null,
      pointsTaken: 0,
      pointsGivenBack: 0,
      member: null,
      balance: null,
      exchange: null,
    },
  },
  {
    name: 'too-large',
    summary: 'More than was bought',
    request: { ...back, amount: { minor: 1_300, currency: 'EUR' } },
    status: 422,
    answer: problemExample(
      { key: 'return-too-large', money: bought.total },
      'Only €12.99 of this is left to return.',
      '/amount/minor',
    ),
  },
];
