import { type PosListQuery, pageSize } from '#contract/pos/pos-reading.ts';
import { Refused } from '#domain/refusal.ts';
import type { ListWish } from '#domain/values/listed.ts';
import { instantOf } from '#server/http/edge/instant.ts';
import { placeAt } from '#server/usecases/ground/page-of.ts';

/** What a query asks of a list of the till's store. @throws Refused `request-invalid` */
export function listWish(query: PosListQuery, storeId: string): ListWish {
  const { after, from, until, limit, ...same } = query;
  return {
    ...same,
    storeId,
    ...(from !== undefined && { from: instantOf(from, '/from') }),
    ...(until !== undefined && { until: instantOf(until, '/until') }),
    ...(after !== undefined && { after: placeAt(after) }),
    limit: limitOf(limit, pageSize),
  };
}

/**
 * The size of a page. A query is text, and no type is converted silently.
 * @throws Refused `request-invalid`
 */
export function limitOf(
  text: string | undefined,
  { most, usual }: { readonly most: number; readonly usual: number },
): number {
  if (text === undefined) return usual;
  const limit = /^[1-9]\d{0,3}$/.test(text) ? Number(text) : 0;
  if (limit >= 1 && limit <= most) return limit;
  const detail = `must be a whole number from 1 to ${most}`;
  throw new Refused({ key: 'request-invalid', pointer: '/limit', detail });
}
