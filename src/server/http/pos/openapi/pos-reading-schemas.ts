import {
  PosHistoryPage,
  PosListQuery,
  PosPageQuery,
  PosPurchasePage,
  PosReturnListQuery,
  PosReturnPage,
  PosVoucherPage,
} from '#contract/pos/pos-reading.ts';
import { documented } from './pos-example-parts.ts';
import { inPath, posOperation } from './pos-operation.ts';
import {
  historyExamples,
  purchaseReadExamples,
  purchasesExamples,
  redemptionReadExamples,
  redemptionsExamples,
  returnReadExamples,
  returnsExamples,
} from './pos-reading-examples.ts';

const ofStore = 'Of the till’s own store, the latest first, a page at a time.';
const toStores = 'For the stores that could take it back; to any other it is unknown.';

/** The schemas of requests that only read, and their descriptions for integrators. */
export const readingSchemas = {
  redemption: posOperation({
    tag: 'Vouchers',
    operationId: 'readRedemption',
    summary: 'Read a redemption again',
    description: `As looking at its barcode would say. ${toStores}`,
    params: inPath('redemptionId', 'What redeeming told.', documented.redemptionId),
    answer: 'Voucher',
    examples: redemptionReadExamples,
  }),
  redemptions: posOperation({
    tag: 'Vouchers',
    operationId: 'listRedemptions',
    summary: 'List what the store gave',
    description: `${ofStore} Reversed ones too; by the instant of use.`,
    query: PosListQuery,
    answer: PosVoucherPage,
    examples: redemptionsExamples,
  }),
  purchase: posOperation({
    tag: 'Purchases',
    operationId: 'readPurchase',
    summary: 'Read a purchase again',
    description: `With all that was said of it, and what came back. ${toStores}`,
    params: inPath('purchaseId', 'What reporting told.', documented.purchaseId),
    answer: 'PurchaseRecord',
    examples: purchaseReadExamples,
  }),
  purchases: posOperation({
    tag: 'Purchases',
    operationId: 'listPurchases',
    summary: 'List what the store sold',
    description: `${ofStore} By \`soldAt\`, so that a late report appears where it belongs: to follow what is new, read the events.`,
    query: PosListQuery,
    answer: PosPurchasePage,
    examples: purchasesExamples,
  }),
  return: posOperation({
    tag: 'Purchases',
    operationId: 'readReturn',
    summary: 'Read a return again',
    description: 'What it came to since: for one that waited. For the store that took the goods.',
    params: inPath('returnId', 'What reporting told.', documented.returnId),
    answer: 'ReturnRecord',
    examples: returnReadExamples,
  }),
  returns: posOperation({
    tag: 'Purchases',
    operationId: 'listReturns',
    summary: 'List what the store took back',
    description: `${ofStore} With \`state=waiting\` those whose purchase nobody has reported.`,
    query: PosReturnListQuery,
    answer: PosReturnPage,
    examples: returnsExamples,
  }),
  history: posOperation({
    tag: 'Members',
    operationId: 'listHistory',
    summary: 'List what happened to a member’s points in the store',
    description:
      'The latest first, a page at a time. What happened at another store, or at none, is not the till’s to read.',
    params: inPath('number', 'The membership number.', documented.number),
    query: PosPageQuery,
    answer: PosHistoryPage,
    examples: historyExamples,
  }),
};
