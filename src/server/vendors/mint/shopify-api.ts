import { type Answer, type Ask, faultOfStatus } from './ask.ts';
import type { MintConnection } from './connection.ts';
import { MintFault } from './minter.ts';
import { shopifyToken } from './shopify-token.ts';

/** Shopify supports a version for at least a year; docs/mint.md says when this one must be changed. */
const version = '2026-07';

interface GraphqlAnswer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
  readonly extensions?: {
    readonly cost?: {
      readonly requestedQueryCost?: number;
      readonly throttleStatus?: {
        readonly currentlyAvailable?: number;
        readonly restoreRate?: number;
      };
    };
  };
}

type Query = <Data>(document: string, variables: Record<string, unknown>) => Promise<Data>;

/** @returns a function that asks the shop's GraphQL Admin API, and throws MintFault for every kind of "no" */
export function shopifyApi(
  { key }: MintConnection & { vendor: 'shopify' },
  origin: string,
  ask: Ask,
): Query {
  const url = `${origin}/admin/api/${version}/graphql.json`;
  const token = shopifyToken(key, origin, ask);
  const send = async (body: unknown): Promise<Answer> => {
    const headers = { 'x-shopify-access-token': await token.get() };
    return ask({ method: 'POST', url, headers, body });
  };
  return async <Data>(query: string, variables: Record<string, unknown>): Promise<Data> => {
    const body = { query, variables };
    const first = await send(body);
    // The token ended early. Nothing was done, so asking with a new one is no second try.
    const answer = first.status === 401 && token.forget() ? await send(body) : first;
    if (answer.status !== 200) throw faultOfStatus(answer);
    return dataOf(answer.body) as Data; // The documents say what comes back, and the version keeps it so.
  };
}

function dataOf(body: unknown): unknown {
  const { data, errors = [], extensions } = (body ?? {}) as GraphqlAnswer; // Looked at before use.
  const [first] = errors;
  const code = first?.extensions?.code;
  if (code === 'THROTTLED') throw new MintFault('later', code, refilledInMs(extensions?.cost));
  if (code === 'ACCESS_DENIED') throw new MintFault('denied', code);
  if (code !== undefined && code !== 'INTERNAL_SERVER_ERROR') throw new MintFault('refused', code);
  if (first || data === undefined || data === null) {
    throw new MintFault('lost', code ?? 'an answer without data');
  }
  return data;
}

type Cost = NonNullable<GraphqlAnswer['extensions']>['cost'];

/** The bucket fills at a rate per second until the query fits into it. */
function refilledInMs(cost: Cost): number {
  const { currentlyAvailable = 0, restoreRate = 50 } = cost?.throttleStatus ?? {};
  const lacking = (cost?.requestedQueryCost ?? restoreRate) - currentlyAvailable;
  return Math.max(0, Math.ceil((lacking / restoreRate) * 1_000));
}
