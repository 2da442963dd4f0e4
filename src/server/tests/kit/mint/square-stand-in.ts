import { isDeepStrictEqual } from 'node:util';
import { openStandIn, type StandIn, type VendorReply, type VendorRequest } from './stand-in.ts';

interface CatalogDiscount {
  readonly id: string;
  readonly name: string;
  readonly locations: readonly string[];
  readonly data: Record<string, unknown>;
}

interface Sale {
  readonly closedAt: string;
  readonly discountId: string;
}

/** The part of Square's REST API that we use, and a till at its one location. */
export interface SquareStandIn extends StandIn {
  readonly token: string;
  readonly location: string;
  /** What the till lists now. */
  readonly discounts: readonly CatalogDiscount[];
  /** How many were ever made. */
  made(): number;
  /** A sale to which an associate adds the discount of that name. @returns whether the till had it */
  sell(name: string, at: number): boolean;
  currency: string;
}

const failed = (status: number, category: string, code: string): VendorReply => ({
  status,
  body: { errors: [{ category, code, detail: 'No.' }] },
});
const unauthorised = failed(401, 'AUTHENTICATION_ERROR', 'UNAUTHORIZED');
const throttled = failed(429, 'RATE_LIMIT_ERROR', 'RATE_LIMITED');
const notFound = failed(404, 'INVALID_REQUEST_ERROR', 'NOT_FOUND');
const done = (body: object): VendorReply => ({ status: 200, body });

export async function openSquare(): Promise<SquareStandIn> {
  const token = 'EAAA-square-token';
  const location = 'L88917AVBK2S5';
  const discounts: CatalogDiscount[] = [];
  const sales: Sale[] = [];
  const answered = new Map<string, { object: unknown; id: string }>();

  // biome-ignore lint/suspicious/noExplicitAny: checked below, as Square does
  const upsert = (body: any): VendorReply => {
    const { idempotency_key: key, object } = body;
    if (object?.type !== 'DISCOUNT' || !String(object.id).startsWith('#')) {
      return failed(400, 'INVALID_REQUEST_ERROR', 'INVALID_VALUE');
    }
    const before = answered.get(key);
    if (before && !isDeepStrictEqual(before.object, object)) {
      return failed(400, 'INVALID_REQUEST_ERROR', 'IDEMPOTENCY_KEY_REUSED');
    }
    const id = before?.id ?? `DISCOUNT${answered.size + 1}`;
    if (!before) {
      const { name, ...data } = object.discount_data;
      answered.set(key, { object, id });
      discounts.push({ id, name, locations: object.present_at_location_ids, data });
    }
    return done({ catalog_object: { id, type: 'DISCOUNT', version: 1 } });
  };

  const remove = (id: string): VendorReply => {
    const index = discounts.findIndex((one) => one.id === id);
    if (index < 0) return notFound;
    discounts.splice(index, 1);
    return done({ deleted_object_ids: [id], deleted_at: '2026-01-15T09:00:00Z' });
  };

  const answer = ({ method, path, headers, body }: VendorRequest): VendorReply => {
    if (headers.authorization !== `Bearer ${token}`) return unauthorised;
    if (!/^\d{4}-\d\d-\d\d$/.test(String(headers['square-version']))) {
      return failed(400, 'INVALID_REQUEST_ERROR', 'INVALID_SQUARE_VERSION_FORMAT');
    }
    switch (`${method} ${path}`) {
      case 'POST /v2/catalog/object':
        return upsert(body);
      case 'POST /v2/catalog/search': {
        const name = body.query?.exact_query?.attribute_value;
        const objects = discounts.filter((one) => one.name === name).map(({ id }) => ({ id }));
        return done(objects.length > 0 ? { objects } : {});
      }
      case 'POST /v2/orders/search': {
        const since = body.query?.filter.date_time_filter.closed_at.start_at ?? '';
        // One row a page, so that the later pages are read too.
        const found = sales.filter(({ closedAt }) => closedAt >= since);
        const from = Number(body.cursor ?? 0);
        const orders = found
          .slice(from, from + 1)
          .map(({ discountId }) => ({ discounts: [{ catalog_object_id: discountId }] }));
        const more = from + 1 < found.length;
        return done({ orders, ...(more && { cursor: String(from + 1) }) });
      }
      case `GET /v2/locations/${location}`:
        return done({ location: { id: location, currency: seller.currency } });
    }
    const [, id] = /^\/v2\/catalog\/object\/(\w+)$/.exec(path) ?? [];
    return method === 'DELETE' && id ? remove(id) : notFound;
  };

  const standIn = await openStandIn(answer, { unauthorised, throttled });
  const seller: SquareStandIn = Object.assign(standIn, {
    token,
    location,
    discounts,
    made: () => answered.size,
    sell: (name: string, at: number) => {
      const found = discounts.find((one) => one.name === name);
      if (found) sales.push({ discountId: found.id, closedAt: new Date(at).toISOString() });
      return found !== undefined;
    },
    currency: 'EUR',
  });
  return seller;
}
