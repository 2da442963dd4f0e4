import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';

/** A hash of a request. The order of its fields makes no difference. */
export const fingerprintOf = ({ method, url, body }: FastifyRequest): string =>
  createHash('sha256')
    .update(`${method} ${url.split('?')[0]}\n${JSON.stringify(body, inOrder)}`)
    .digest('base64url');

const inOrder = (_name: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value;
