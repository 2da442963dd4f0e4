import { minorDigits } from '#domain/values/currency.ts';
import { writeDecimal } from '#domain/values/money.ts';
import type { Ask } from './ask.ts';
import type { MintConnection } from './connection.ts';
import { type Minter, MintFault, type MintRequest } from './minter.ts';
import { shopifyApi } from './shopify-api.ts';
import {
  checkAccess,
  createDiscount,
  deactivateDiscount,
  findDiscount,
  readDiscount,
} from './shopify-documents.ts';

interface UserError {
  readonly code: string | null;
}

interface DiscountNode {
  readonly id: string;
  readonly codeDiscount: {
    readonly status?: string;
    readonly asyncUsageCount?: number;
  };
}

/**
 * Discounts in a Shopify shop, by its GraphQL Admin API. Codes are unique there and ours are derived, so a second try
 * is refused as `TAKEN`, and then the discount with that code is read.
 * @param origin `https://my-shop.myshopify.com`
 */
export function shopifyMinter(
  connection: MintConnection & { vendor: 'shopify' },
  origin: string,
  ask: Ask,
): Minter {
  const query = shopifyApi(connection, origin, ask);

  // Nobody else can derive the code, so the discount with it is ours, even if the retailer changed its title.
  const find = async ({ code }: MintRequest): Promise<string | null> => {
    const data = await query<{ codeDiscountNodeByCode: DiscountNode | null }>(findDiscount, {
      code,
    });
    return data.codeDiscountNodeByCode?.id ?? null;
  };

  return {
    find,
    mint: async (request) => {
      const data = await query<{
        discountCodeBasicCreate: {
          codeDiscountNode: DiscountNode | null;
          userErrors: readonly UserError[];
        };
      }>(createDiscount, { discount: discountOf(request) });
      const { codeDiscountNode, userErrors } = data.discountCodeBasicCreate;
      if (userErrors.some(({ code }) => code === 'TAKEN')) {
        const found = await find(request);
        if (found !== null) return found;
        // It was taken a moment ago and can't be found yet, because Shopify's index is behind.
        throw new MintFault('lost', 'TAKEN');
      }
      refuseUserErrors(userErrors);
      if (!codeDiscountNode) throw new MintFault('lost', 'an answer without a discount');
      return codeDiscountNode.id;
    },
    retire: async (id) => {
      const gone = await query<{ codeDiscountNode: DiscountNode | null }>(readDiscount, { id });
      if (!gone.codeDiscountNode || gone.codeDiscountNode.codeDiscount.status === 'EXPIRED') return;
      const data = await query<{
        discountCodeDeactivate: { userErrors: readonly UserError[] };
      }>(deactivateDiscount, { id });
      refuseUserErrors(data.discountCodeDeactivate.userErrors);
    },
    wasUsed: async (id) => {
      const data = await query<{ codeDiscountNode: DiscountNode | null }>(readDiscount, { id });
      return (data.codeDiscountNode?.codeDiscount.asyncUsageCount ?? 0) > 0;
    },
    check: async () => {
      const data = await query<{
        shop: { currencyCode: string };
        currentAppInstallation: { accessScopes: readonly { handle: string }[] };
      }>(checkAccess, {});
      const scopes = data.currentAppInstallation.accessScopes.map(({ handle }) => handle);
      // `write_discounts` includes `read_discounts`.
      if (!scopes.includes('write_discounts')) {
        throw new MintFault('denied', 'the scope write_discounts is missing');
      }
      return data.shop.currencyCode;
    },
  };
}

/** For all customers, once: a member's address stays with us, and a till has no customer in its basket. */
function discountOf(request: MintRequest): Record<string, unknown> {
  return {
    title: request.title,
    code: request.code,
    startsAt: new Date(request.startsAt).toISOString(),
    endsAt: new Date(request.endsAt).toISOString(),
    usageLimit: 1,
    appliesOncePerCustomer: false,
    context: { all: 'ALL' },
    customerGets: { value: worthOf(request), items: { all: true } },
  };
}

function worthOf({ worth, currency }: MintRequest): Record<string, unknown> {
  if (worth.kind === 'percent-off') return { percentage: worth.percent / 100 };
  const amount = writeDecimal(worth.minor, minorDigits(currency));
  return { discountAmount: { amount, appliesOnEachItem: false } };
}

function refuseUserErrors(errors: readonly UserError[]): void {
  const [first] = errors;
  if (!first) return;
  const kind = first.code === 'INTERNAL_ERROR' ? 'lost' : 'refused';
  throw new MintFault(kind, first.code ?? 'a user error without a code');
}

/**
 * The text of the QR code: the shop's own link to the discount, which Shopify's tills read and which applies it in the
 * online shop too. Shopify encodes the code twice in it (`SAVE 10%` becomes `SAVE%252010%2525`): the till decodes once
 * for the link and once for the code.
 */
export const discountLink = (shop: string, code: string): string =>
  `https://${shop}/discount/${encodeURIComponent(encodeURIComponent(code))}`;
