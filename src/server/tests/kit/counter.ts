import { memberApi, posApi } from '#contract/paths.ts';
import { Browser, type Seen } from './browser.ts';
import type { TestClock } from './clock.ts';
import type { Tillpass } from './tillpass.ts';

let made = 0;

/** A new id, as a phone makes it before it sends. */
export function newId(): string {
  made += 1;
  return `00000000-0000-4000-8000-${String(made).padStart(12, '0')}`;
}

export const issue = (phone: Browser, rewardId: string, id = newId()): Promise<Seen> =>
  phone.post(memberApi.redemptions, { id, rewardId });

/** Issues a voucher. @returns the text of its barcode, and the redemption's id */
export async function issued(
  phone: Browser,
  rewardId: string,
): Promise<{ code: string; id: string }> {
  const { status, text, body } = await issue(phone, rewardId);
  if (status !== 200) throw new Error(`not issued: ${text}`);
  return { code: body.code, id: body.id };
}

export const cancel = (phone: Browser, id: string): Promise<Seen> =>
  phone.post(memberApi.cancel.replace(':redemptionId', id));

export const voucher = (phone: Browser, id: string): Promise<Seen> =>
  phone.get(memberApi.redemption.replace(':redemptionId', id));

export const wallet = async (phone: Browser) => (await phone.get(memberApi.wallet)).body;

export const balance = async (phone: Browser): Promise<number> => (await wallet(phone)).balance;

type Headers = Record<string, string>;

/** A program at a till that calls `/pos/v1`. */
export interface Pos {
  look(scanned: string, headers?: Headers): Promise<Seen>;
  /** For ten minutes, unless the test says otherwise. */
  reserve(scanned: string, basketId: string, more?: object, headers?: Headers): Promise<Seen>;
  release(scanned: string, basketId: string, headers?: Headers): Promise<Seen>;
  redeem(scanned: string, receiptNumber: string, headers?: Headers): Promise<Seen>;
  reverse(redemptionId: string, reason: string, headers?: Headers): Promise<Seen>;
  /** 10.00 EUR sold now, unless the test says otherwise. */
  purchase(more: object, headers?: Headers): Promise<Seen>;
  /** Returns goods of a purchase at this till, now; all of them, unless the test says otherwise. */
  return(purchase: string, receiptNumber: string, more?: object, headers?: Headers): Promise<Seen>;
  post(path: string, body: object, headers?: Headers): Promise<Seen>;
}

/** @param key absent: the till's own */
export function posAt(
  t: Pick<Tillpass, 'app' | 'keys'> & { readonly clock: Pick<TestClock, 'now'> },
  tillId: string,
  key = t.keys.get(tillId) ?? '',
): Pos {
  const program = new Browser(t.app);
  const post = (path: string, body: object, headers: Headers = {}) =>
    program.post(path, body, { authorization: `Bearer ${key}`, ...headers });
  return {
    post,
    look: (scanned, headers) => post(posApi.look, { scanned }, headers),
    reserve: (scanned, basketId, more, headers) =>
      post(posApi.reserve, { scanned, basketId, ...more }, headers),
    release: (scanned, basketId, headers) => post(posApi.release, { scanned, basketId }, headers),
    redeem: (scanned, receiptNumber, headers) =>
      post(posApi.redemptions, { scanned, receiptNumber }, headers),
    reverse: (redemptionId, reason, headers) =>
      post(posApi.reverse.replace(':redemptionId', redemptionId), { reason }, headers),
    purchase: (more, headers) =>
      post(
        posApi.purchases,
        {
          soldAt: new Date(t.clock.now()).toISOString(),
          total: { minor: 1_000, currency: 'EUR' },
          ...more,
        },
        headers,
      ),
    return: (purchase, receiptNumber, more = {}, headers = {}) =>
      post(
        posApi.returns,
        {
          receiptNumber,
          returnedAt: new Date(t.clock.now()).toISOString(),
          purchase: { receiptNumber: purchase },
          ...more,
        },
        headers,
      ),
  };
}

/** Does the same `times` times at once. */
export const atOnce = <T>(times: number, work: (turn: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: times }, (_, turn) => work(turn)));

/** How often each status came back: `{ 200: 1, 409: 63 }`. */
export const statuses = (answers: readonly Seen[]): Record<number, number> =>
  Object.fromEntries(
    [...Map.groupBy(answers, ({ status }) => status)].map(([status, seen]) => [
      status,
      seen.length,
    ]),
  );

/** What was refused, with its sentence. */
export const refusal = ({ status, body }: Seen) => ({
  status,
  key: body?.error?.key,
  message: body?.error?.message,
});

/** The same without the sentence: `[409, 'already-used']`. */
export const said = (seen: Seen): [status: number, key: unknown] => {
  const { status, key } = refusal(seen);
  return [status, key];
};
