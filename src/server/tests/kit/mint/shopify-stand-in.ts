import { answerDiscounts, type Discount, data, failed } from './shopify-discounts.ts';
import { openStandIn, type StandIn, type VendorReply, type VendorRequest } from './stand-in.ts';

/** The part of Shopify's GraphQL Admin API that we use, and a till of that shop. */
export interface ShopifyStandIn extends StandIn {
  readonly token: string;
  readonly client: { readonly id: string; readonly secret: string };
  readonly discounts: Discount[];
  /** Those that a till would accept now. */
  live(): readonly Discount[];
  /** Sells with a code. @returns whether the till accepted it */
  sell(code: string): boolean;
  /** Whether sales are counted at once. */
  countsAtOnce: boolean;
  /** Makes the tokens that were granted so far useless. */
  endTokens(): void;
  currency: string;
  scopes: readonly string[];
}

const graphqlPath = '/admin/api/2026-07/graphql.json';

const unauthorised: VendorReply = {
  status: 401,
  body: { errors: '[API] Invalid API key or access token' },
};

export async function openShopify(): Promise<ShopifyStandIn> {
  const discounts: Discount[] = [];
  const granted: string[] = [];
  const token = 'shpat_0123456789abcdef';
  const client = { id: 'client-1', secret: 'shpss_fedcba9876543210' };
  let grants = 0;

  const grant = (body: Record<string, unknown>): VendorReply => {
    const known = body.client_id === client.id && body.client_secret === client.secret;
    if (!known || body.grant_type !== 'client_credentials') {
      return { status: 400, body: { error: 'invalid_client' } };
    }
    grants += 1;
    const access_token = `shpat_granted_${grants}`;
    granted.push(access_token);
    return { status: 200, body: { access_token, scope: 'write_discounts', expires_in: 86_399 } };
  };

  const answer = ({ method, path, headers, body }: VendorRequest): VendorReply => {
    if (method === 'POST' && path === '/admin/oauth/access_token') return grant(body);
    const key = String(headers['x-shopify-access-token']);
    if (key !== token && !granted.includes(key)) return unauthorised;
    if (method !== 'POST' || path !== graphqlPath) return { status: 404, body: { errors: 'No.' } };
    const query = String(body.query);
    if (query.includes('currentAppInstallation')) {
      const accessScopes = shop.scopes.map((handle) => ({ handle }));
      const currentAppInstallation = { accessScopes };
      return data({ shop: { currencyCode: shop.currency }, currentAppInstallation });
    }
    return answerDiscounts(discounts, query, body.variables) ?? failed('undefinedField');
  };

  const standIn = await openStandIn(answer, { unauthorised, throttled: failed('THROTTLED') });
  const shop: ShopifyStandIn = Object.assign(standIn, {
    token,
    client,
    discounts,
    live: () => discounts.filter((one) => one.active && one.uses === 0),
    sell: (code: string) => {
      const found = shop.live().find((one) => one.code === code);
      if (!found) return false;
      found.uses += 1;
      if (shop.countsAtOnce) found.counted = found.uses;
      return true;
    },
    countsAtOnce: true,
    endTokens: () => void granted.splice(0),
    currency: 'EUR',
    scopes: ['write_discounts', 'read_discounts'],
  });
  return shop;
}
