import createClient from 'openapi-fetch';
import type { paths } from '../dist/pos-api/types.d.ts';
import type { Server } from './tillpass.ts';

/**
 * A POS as an integrator writes it: nothing but a client generated from the served description. It is not of
 * the end-to-end tests' own project: `pos-contract.test.ts` makes its types and has them checked.
 */
export const posClient = ({ url, posKey }: Pick<Server, 'url' | 'posKey'>) =>
  createClient<paths>({ baseUrl: url, headers: { authorization: `Bearer ${posKey}` } });
