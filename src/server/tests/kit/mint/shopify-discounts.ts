import type { VendorReply } from './stand-in.ts';

export interface Discount {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly input: Record<string, unknown>;
  active: boolean;
  uses: number;
  /** How many uses Shopify has counted. Its count is later than the sales. */
  counted: number;
}

const cost = {
  requestedQueryCost: 12,
  actualQueryCost: 10,
  throttleStatus: { maximumAvailable: 1_000, currentlyAvailable: 990, restoreRate: 50 },
};

export const data = (content: object): VendorReply => ({
  status: 200,
  body: { data: content, extensions: { cost } },
});
export const failed = (code: string): VendorReply => ({
  status: 200,
  body: { errors: [{ message: code, extensions: { code } }], extensions: { cost } },
});

const inputs = [
  ...['title', 'code', 'startsAt', 'endsAt', 'usageLimit', 'appliesOncePerCustomer', 'context'],
  'customerGets',
];

/** Answers the mutations and queries that we send; null for any other. */
export function answerDiscounts(
  discounts: Discount[],
  query: string,
  variables: Record<string, unknown>,
): VendorReply | null {
  const byId = discounts.find(({ id }) => id === variables.id);
  if (query.includes('discountCodeBasicCreate(')) {
    return create(discounts, variables.discount as Record<string, unknown>); // The query declares this type.
  }
  if (query.includes('codeDiscountNodeByCode(')) {
    const found = discounts.find(({ code }) => code === variables.code);
    return data({ codeDiscountNodeByCode: nodeOf(found) });
  }
  if (query.includes('discountCodeDeactivate(')) {
    if (byId) byId.active = false;
    const userErrors = byId ? [] : [{ field: ['id'], code: 'INVALID', message: 'No such.' }];
    return data({ discountCodeDeactivate: { codeDiscountNode: nodeOf(byId), userErrors } });
  }
  if (query.includes('codeDiscountNode(')) return data({ codeDiscountNode: nodeOf(byId) });
  return null;
}

function create(discounts: Discount[], input: Record<string, unknown>): VendorReply {
  if (Object.keys(input).some((key) => !inputs.includes(key))) return failed('INVALID_VARIABLE');
  const { code, title, customerGets } = input as {
    code: string;
    title: string;
    customerGets: { value: { percentage?: number; discountAmount?: { amount: string } } };
  }; // What is wrong with it shows below.
  const taken = discounts.some((one) => one.code.toUpperCase() === code.toUpperCase());
  const { percentage, discountAmount } = customerGets.value;
  const worth = percentage ?? Number(discountAmount?.amount);
  const wrong = !(worth > 0) || (percentage !== undefined && percentage > 1);
  if (taken || wrong) {
    const field = ['basicCodeDiscount', taken ? 'code' : 'customerGets'];
    const userErrors = [{ field, code: taken ? 'TAKEN' : 'VALUE_OUTSIDE_RANGE', message: 'No.' }];
    return data({ discountCodeBasicCreate: { codeDiscountNode: null, userErrors } });
  }
  const id = `gid://shopify/DiscountCodeNode/${discounts.length + 1}`;
  discounts.push({ id, code, title, input, active: true, uses: 0, counted: 0 });
  return data({ discountCodeBasicCreate: { codeDiscountNode: { id }, userErrors: [] } });
}

const nodeOf = (found: Discount | undefined) =>
  found
    ? {
        id: found.id,
        codeDiscount: {
          title: found.title,
          status: found.active ? 'ACTIVE' : 'EXPIRED',
          asyncUsageCount: found.counted,
        },
      }
    : null;
