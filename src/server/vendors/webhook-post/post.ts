import type { LookupAddress } from 'node:dns';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Answer } from '#domain/events/webhook.ts';
import { isPublicAddress } from './public-address.ts';
import { signaturesOf } from './signature.ts';
import { addressFault, addressWords, hostOf, notPublic, type WebhookTargets } from './target.ts';

/** Standard Webhooks asks for 15 to 30 seconds. */
export const answerWithinMs = 15_000;

/** All addresses of a name. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

export interface Reach {
  readonly targets: WebhookTargets;
  readonly resolve: Resolve;
  readonly answerWithinMs: number;
  /** Aborts a running attempt. */
  readonly signal: AbortSignal;
  readonly now: () => number;
}

export interface Outgoing {
  readonly url: string;
  readonly secrets: readonly string[];
  readonly id: string;
  readonly body: string;
}

/** The part of an endpoint's answer that is read; its body is not. */
interface Heard {
  readonly status: number;
  readonly retryAfter: string | undefined;
}

/**
 * Makes one attempt. The name is looked up once, its addresses are checked, and the connection goes to a checked one: a
 * name that changes a moment later gains nothing. Redirects are not followed.
 * @throws the signal's reason when it ended the attempt
 */
export async function postWebhook(out: Outgoing, reach: Reach): Promise<Answer> {
  const fault = addressFault(out.url, reach.targets);
  if (fault !== null) return notTaken(`its address ${addressWords[fault]}`);
  const patience = AbortSignal.timeout(reach.answerWithinMs);
  const signal = AbortSignal.any([reach.signal, patience]);
  const url = new URL(out.url);
  try {
    const addresses = await unlessAborted(signal, addressesOf(url, reach));
    const wanted = (one: LookupAddress) =>
      reach.targets === 'local' || isPublicAddress(one.address);
    if (addresses.length === 0 || !addresses.every(wanted))
      return notTaken(`its name ${notPublic}`);
    return answerOf(await send(url, out, { addresses, signal, now: reach.now }), reach.now());
  } catch (error) {
    if (reach.signal.aborted) throw error;
    if (patience.aborted) return notTaken(`no answer within ${reach.answerWithinMs / 1000} s`);
    return notTaken(`it could not be reached (${codeOf(error)})`);
  }
}

/** An address in figures needs no look-up: Node makes none, so neither do we. */
async function addressesOf(url: URL, { resolve }: Reach): Promise<readonly LookupAddress[]> {
  const host = hostOf(url);
  const family = isIP(host);
  return family === 0 ? resolve(host) : [{ address: host, family }];
}

function send(
  url: URL,
  { secrets, id, body }: Outgoing,
  { addresses, signal, now }: Connecting,
): Promise<Heard> {
  const timestamp = Math.floor(now() / 1000);
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const sending = request(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'Tillpass-Webhooks/1',
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': signaturesOf(secrets, { id, timestamp, body }),
      },
      lookup: only(addresses),
      // A connection of its own, so that none from an earlier check is used again.
      agent: false,
      signal,
    });
    sending.on('error', reject);
    sending.on('response', (response) => {
      resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] });
      // Ends the connection, because an endless answer must not hold us: all that counts has come.
      response.destroy();
    });
    sending.end(body);
  });
}

interface Connecting {
  readonly addresses: readonly LookupAddress[];
  readonly signal: AbortSignal;
  readonly now: () => number;
}

/** Node's connection asks this instead of the name service. */
function only(addresses: readonly LookupAddress[]): LookupFunction {
  return (_hostname, options, found) => {
    const [first] = addresses;
    if (options.all) found(null, [...addresses]);
    else found(null, first?.address ?? '', first?.family);
  };
}

function answerOf({ status, retryAfter }: Heard, now: number): Answer {
  if (status >= 200 && status < 300) return { outcome: 'taken' };
  if (status === 410) return { outcome: 'gone' };
  const redirects = status >= 300 && status < 400;
  const reason = redirects
    ? `it redirected (${status}), and redirects are not followed`
    : `it answered ${status}`;
  const mayPause = status === 429 || status === 503;
  return { outcome: 'not-taken', reason, pauseMs: mayPause ? pauseOf(retryAfter, now) : null };
}

/** RFC 9110 §10.2.3: seconds, or a date. */
function pauseOf(retryAfter: string | undefined, now: number): number | null {
  if (retryAfter === undefined) return null;
  if (/^\d{1,9}$/.test(retryAfter)) return Number(retryAfter) * 1000;
  const at = Date.parse(retryAfter);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

export const notTaken = (reason: string): Answer => ({
  outcome: 'not-taken',
  reason,
  pauseMs: null,
});

/** The name service can't be interrupted, but we need not wait for it. */
function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}

/** A code such as ECONNREFUSED, ENOTFOUND or CERT_HAS_EXPIRED; never the message, which may contain the address. */
function codeOf(error: unknown): string {
  const { code, errors } = error as { code?: unknown; errors?: unknown[] }; // Whatever was thrown.
  if (typeof code === 'string') return code;
  return Array.isArray(errors) ? codeOf(errors[0]) : 'unknown';
}
