import { PosPurchase, PosReturn } from '#contract/pos/pos-purchases.ts';
import { PosUnclaimed, PosUnclaimedAnswer } from '#contract/pos/pos-sales.ts';
import { posOperation } from './pos-operation.ts';
import { purchaseExamples, returnExamples, unclaimedExamples } from './pos-purchase-examples.ts';

/**
 * A thousand lines with all of a usual product fit. Ten thousand short lines fit too, so their sender learns what is
 * wrong and where, instead of "too large".
 */
const bodyLimit = 1024 * 1024;

const same = { tag: 'Purchases', changes: true, bodyLimit } as const;

/** The schemas of reports about goods, and their descriptions for integrators. */
export const purchaseSchemas = {
  purchase: posOperation({
    ...same,
    operationId: 'reportPurchase',
    summary: 'Report a purchase, which earns points',
    description:
      "After payment. The till's receipt number is one purchase for ever: reported again it is answered as before, with another basket or member it is refused.",
    body: PosPurchase,
    answer: 'Purchase',
    examples: purchaseExamples,
  }),
  unclaimed: posOperation({
    ...same,
    operationId: 'reportUnclaimed',
    summary: 'Report a purchase at which nobody was scanned, for a member to claim',
    description:
      'For a program with `claims`: who forgot to scan types number, amount and day of the receipt, and the purchase earns as if it had been reported with them. The receipt number is one purchase for ever, whether a member comes at once, later or never.',
    body: PosUnclaimed,
    answer: PosUnclaimedAnswer,
    examples: unclaimedExamples,
  }),
  return: posOperation({
    ...same,
    operationId: 'reportReturn',
    summary: 'Report a return, which takes and gives back points',
    description:
      'What the goods had earned is taken, what was spent on them comes back: whole, by line, by amount, or for an exchange. The receipt number of the return is one return for ever. One that comes before its purchase waits for it.',
    body: PosReturn,
    answer: 'Return',
    examples: returnExamples,
  }),
};
