import { type Ask, faultOfStatus } from './ask.ts';
import type { MintConnection } from './connection.ts';
import { type Minter, MintFault, type MintRequest } from './minter.ts';

/** Square supports a version for years; its release notes say what has changed since. */
const version = '2025-04-16';

const ordersAPage = 500;

type Call = <Body>(
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: unknown,
) => Promise<Body>;

interface CatalogObject {
  readonly id: string;
}

interface OrdersPage {
  readonly orders?: readonly {
    readonly discounts?: readonly { readonly catalog_object_id?: string }[];
  }[];
  readonly cursor?: string;
}

/**
 * Discounts in a Square seller's catalogue, at one location only. Square has no single-use discount: an associate finds
 * ours by its name at the till, we see its use in the location's orders, and then delete it.
 * docs/decisions/012-minting.md says what that can't promise.
 * @param origin `https://connect.squareup.com`
 */
export function squareMinter(
  { locationId, token }: MintConnection & { vendor: 'square' },
  origin: string,
  ask: Ask,
): Minter {
  const call = squareApi(token, origin, ask);
  return {
    mint: async (request) => {
      const { catalog_object } = await call<{ catalog_object?: CatalogObject }>(
        'POST',
        '/v2/catalog/object',
        // The same key with the same body makes the same object, however often it is sent.
        { idempotency_key: request.id, object: discountOf(request, locationId) },
      );
      if (!catalog_object) throw new MintFault('lost', 'an answer without an object');
      return catalog_object.id;
    },
    find: async ({ title }) => {
      const { objects = [] } = await call<{ objects?: readonly CatalogObject[] }>(
        'POST',
        '/v2/catalog/search',
        {
          object_types: ['DISCOUNT'],
          query: { exact_query: { attribute_name: 'name', attribute_value: title } },
        },
      );
      return objects[0]?.id ?? null;
    },
    retire: async (id) => {
      try {
        await call('DELETE', `/v2/catalog/object/${encodeURIComponent(id)}`);
      } catch (fault) {
        const gone = fault instanceof MintFault && fault.message === 'NOT_FOUND';
        if (!gone) throw fault;
      }
    },
    wasUsed: (id, { startsAt }) => isInOrders(call, locationId, id, startsAt),
    check: async () => {
      const path = `/v2/locations/${encodeURIComponent(locationId)}`;
      const { location } = await call<{ location?: { currency?: string } }>('GET', path);
      // Uses each scope that will be needed, with calls that change nothing.
      await call('POST', '/v2/catalog/search', { object_types: ['DISCOUNT'], limit: 1 });
      await call('POST', '/v2/orders/search', { location_ids: [locationId], limit: 1 });
      return location?.currency ?? '';
    },
  };
}

/** The discount has no end date at Square: it goes when we delete it. */
const discountOf = (request: MintRequest, locationId: string) => ({
  type: 'DISCOUNT',
  id: `#${request.code}`,
  present_at_all_locations: false,
  present_at_location_ids: [locationId],
  discount_data: { name: request.title, ...worthOf(request) },
});

const worthOf = ({ worth, currency }: MintRequest) =>
  worth.kind === 'percent-off'
    ? { discount_type: 'FIXED_PERCENTAGE', percentage: String(worth.percent) }
    : { discount_type: 'FIXED_AMOUNT', amount_money: { amount: worth.minor, currency } };

/** Whether a paid order of the location since then has the discount. */
async function isInOrders(
  call: Call,
  locationId: string,
  id: string,
  since: number,
): Promise<boolean> {
  const query = {
    filter: {
      state_filter: { states: ['COMPLETED'] },
      date_time_filter: { closed_at: { start_at: new Date(since).toISOString() } },
    },
    sort: { sort_field: 'CLOSED_AT', sort_order: 'DESC' },
  };
  let cursor: string | undefined;
  do {
    const page: OrdersPage = await call('POST', '/v2/orders/search', {
      location_ids: [locationId],
      query,
      limit: ordersAPage,
      ...(cursor !== undefined && { cursor }),
    });
    const discounts = (page.orders ?? []).flatMap((order) => order.discounts ?? []);
    if (discounts.some((discount) => discount.catalog_object_id === id)) return true;
    cursor = page.cursor;
  } while (cursor !== undefined);
  return false;
}

interface SquareErrors {
  readonly errors?: readonly { readonly category?: string; readonly code?: string }[];
}

/** @returns a function that asks Square's REST API, and throws MintFault for every kind of "no" */
function squareApi(token: string, origin: string, ask: Ask): Call {
  const headers = { authorization: `Bearer ${token}`, 'square-version': version };
  return async <Body>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown) => {
    const answer = await ask({
      method,
      headers,
      url: `${origin}${path}`,
      ...(body !== undefined && { body }),
    });
    if (answer.status === 200 && answer.body !== null) return answer.body as Body; // As the version documents it.
    if (answer.status === 200) throw new MintFault('lost', 'an answer that is no JSON');
    const { kind, message, retryAfterMs } = faultOfStatus(answer);
    const [first] = ((answer.body ?? {}) as SquareErrors).errors ?? []; // Looked at before use.
    throw new MintFault(kind, first?.code ?? message, retryAfterMs);
  };
}
