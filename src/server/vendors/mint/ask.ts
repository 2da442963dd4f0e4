import { type IncomingHttpHeaders, type RequestOptions, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { MintFault } from './minter.ts';

/** Answers are small; a page of Square's orders is the largest. */
const answerAtMost = 8 * 1024 * 1024;

export interface Question {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The parsed JSON; null: there was none. */
  readonly body: unknown;
}

/**
 * Asks a vendor once: follows no redirect and tries nothing again.
 * @throws MintFault `later` when the vendor was certainly not reached, `lost` when nobody knows
 */
export type Ask = (question: Question) => Promise<Answer>;

/** @param withinMs the timeout: a slower vendor counts as silent */
export const askWithin =
  (withinMs: number): Ask =>
  async ({ url, method, body, headers }) => {
    const payload = body === undefined ? undefined : JSON.stringify(body);
    const type = payload === undefined ? {} : { 'content-type': 'application/json' };
    const options = {
      method,
      headers: { accept: 'application/json', ...type, ...headers },
      signal: AbortSignal.timeout(withinMs),
    };
    try {
      return await send(url, options, payload);
    } catch (error) {
      throw faultOf(error);
    }
  };

function send(url: string, options: RequestOptions, payload: string | undefined): Promise<Answer> {
  const request = url.startsWith('https:') ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const sent = request(url, options, (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > answerAtMost) response.destroy(new Error('the answer is too long'));
        chunks.push(chunk);
      });
      response.on('error', reject);
      response.on('end', () => {
        const { statusCode = 0, headers } = response;
        resolve({ status: statusCode, headers, body: jsonOrNull(Buffer.concat(chunks)) });
      });
    });
    sent.on('error', reject);
    sent.end(payload);
  });
}

function jsonOrNull(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    // A proxy's page in HTML, or half an answer: the status says enough.
    return null;
  }
}

/** Before there was a connection nothing can have been done. */
const notReached = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];

function faultOf(error: unknown): MintFault {
  const code =
    error instanceof Error && 'code' in error && typeof error.code === 'string'
      ? error.code
      : 'no answer';
  return new MintFault(notReached.includes(code) ? 'later' : 'lost', code);
}

/** What a status other than success means with both vendors, before their own codes are read. */
export function faultOfStatus({ status, headers }: Answer): MintFault {
  const reason = `status ${status}`;
  if (status === 429) return new MintFault('later', reason, retryAfterMs(headers));
  // 402 and 423: the shop is frozen or locked. A redirect: it has moved, and a key is not sent to the new place.
  if ([401, 402, 403, 423].includes(status) || (status >= 300 && status < 400)) {
    return new MintFault('denied', reason);
  }
  // 408 and 409: it may have been done, by this call or by another one at the same time.
  const unsure = status >= 500 || status < 200 || [408, 409].includes(status);
  return new MintFault(unsure ? 'lost' : 'refused', reason);
}

/** Seconds, with a fraction at Shopify. A date would need a common clock. */
function retryAfterMs(headers: IncomingHttpHeaders): number {
  const seconds = Number(headers['retry-after']);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 600) * 1_000 : 0;
}
