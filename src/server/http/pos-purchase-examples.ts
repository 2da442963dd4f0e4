import { documented, problemExample } from './pos-example-parts.ts';
import type { PosExample } from './pos-operation.ts';

const bought = {
  member: { number: documented.number },
  receiptNumber: documented.receiptNumber,
  soldAt: '2026-01-15T09:58:12+01:00',
  total: { minor: 1_299, currency: 'EUR' },
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
      total: bought.total,
      points: 12,
    },
  },
  {
    name: 'in-the-future',
    summary: 'The till’s clock is wrong',
    request: { ...bought, soldAt: '2027-01-15T09:58:12+01:00' },
    status: 422,
    answer: problemExample(
      { key: 'time-ahead' },
      'The time of sale is in the future. Check the till’s clock.',
      '/soldAt',
    ),
  },
];
