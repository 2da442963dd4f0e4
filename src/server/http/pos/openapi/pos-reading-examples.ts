import type {
  PosHistoryPage,
  PosPurchasePage,
  PosPurchaseRecord,
  PosReturnPage,
  PosReturnRecord,
  PosVoucherPage,
} from '#contract/pos/pos-reading.ts';
import { ada, documented, problemExample } from './pos-example-parts.ts';
import type { PosExample } from './pos-operation.ts';
import { usedNow } from './pos-voucher-examples.ts';

const { receiptNumber, purchaseId } = documented;
const eur = (minor: number) => ({ minor, currency: 'EUR' });

const bought: PosPurchaseRecord = {
  purchaseId,
  receiptNumber,
  soldAt: '2026-01-15T09:00:00.000Z',
  storeId: 'main',
  tillId: 'main-1',
  channel: 'store',
  place: null,
  member: ada,
  total: eur(1_299),
  taxes: eur(0),
  tip: eur(0),
  rounding: eur(0),
  points: 12,
  availableAt: null,
  tierId: 'member',
  returned: eur(0),
  pointsTaken: 0,
};

const waiting: PosReturnRecord = {
  returnId: documented.returnId,
  receiptNumber: documented.returnNumber,
  returnedAt: '2026-01-15T09:00:00.000Z',
  reportedAt: '2026-01-15T09:00:00.000Z',
  state: 'waiting',
  purchase: { purchaseId: null, receiptNumber, tillId: 'main-1' },
  returned: null,
  pointsTaken: 0,
  pointsGivenBack: 0,
  member: null,
  exchange: null,
  refusal: null,
};

const earned: PosHistoryPage['entries'][number] = {
  seq: 3,
  at: '2026-01-15T09:00:00.000Z',
  kind: 'accrual',
  rule: 'purchase',
  points: 12,
  balanceAfter: 62,
  availableAt: null,
  purchaseId,
  redemptionId: null,
  receiptNumber,
};

const noSuch = (
  key: 'redemption-unknown' | 'purchase-unknown' | 'return-unknown',
  message: string,
): PosExample => ({
  name: 'unknown',
  summary: 'An id that nothing of ours has, or another store’s',
  status: 404,
  answer: problemExample({ key }, message),
});

export const noCursor: PosExample = {
  name: 'no-cursor',
  summary: 'It asks with something that no answer said',
  query: { after: 'yesterday' },
  status: 400,
  answer: problemExample(
    { key: 'request-invalid', pointer: '/after', detail: 'no cursor' },
    'The request isn’t right at /after: no cursor',
    '/after',
  ),
};

/** One record by its receipt number: for a till that never got the answer. */
const byReceipt = (answer: PosVoucherPage | PosPurchasePage): PosExample => ({
  name: 'by-receipt',
  summary: 'What came of a request whose answer was lost',
  query: { receiptNumber },
  status: 200,
  answer,
});

export const redemptionReadExamples: readonly PosExample[] = [
  { name: 'used', summary: 'It was redeemed at this till', status: 200, answer: usedNow },
  noSuch('redemption-unknown', 'There is no such redemption.'),
];
export const redemptionsExamples: readonly PosExample[] = [
  byReceipt({ redemptions: [usedNow], next: null }),
  noCursor,
];
export const purchaseReadExamples: readonly PosExample[] = [
  {
    name: 'sold',
    summary: 'With all that was said of it',
    status: 200,
    answer: { ...bought, lines: [], tenders: [], redemptions: [] },
  },
  noSuch('purchase-unknown', 'There is no such purchase in this store.'),
];
export const purchasesExamples: readonly PosExample[] = [
  byReceipt({ purchases: [bought], next: null }),
  noCursor,
];
export const returnReadExamples: readonly PosExample[] = [
  {
    name: 'waiting',
    summary: 'Its purchase has not come yet',
    status: 200,
    answer: { ...waiting, lines: [] },
  },
  noSuch('return-unknown', 'There is no such return in this store.'),
];
export const returnsExamples: readonly PosExample[] = [
  {
    name: 'waiting',
    summary: 'Of which nobody has reported the purchase',
    query: { state: 'waiting', receiptNumber: documented.returnNumber },
    status: 200,
    answer: { returns: [waiting], next: null } satisfies PosReturnPage,
  },
  noCursor,
];
export const historyExamples: readonly PosExample[] = [
  {
    name: 'bought',
    summary: 'What they bought here',
    status: 200,
    answer: { entries: [earned], next: null } satisfies PosHistoryPage,
  },
  {
    name: 'nobody',
    summary: 'A number that is no member’s',
    status: 404,
    answer: problemExample(
      { key: 'member-unknown' },
      'No member found. Check it with the shopper, or sign them up.',
    ),
  },
];
