import type { Refusal, RefusalKey } from '#domain/refusal.ts';

/** The request's field that each refusal is about, if the request has it: the rules know no fields. */
const fields: Partial<Record<RefusalKey, readonly (readonly string[])[]>> = {
  'code-damaged': [['scanned'], ['member', 'scanned']],
  'code-not-ours': [['scanned'], ['member', 'scanned']],
  'code-unknown': [['scanned'], ['member', 'scanned']],
  'member-unknown': [
    ['member', 'number'],
    ['member', 'memberId'],
    ...[['memberNumber'], ['email'], ['number'], ['memberId'], ['scanned']],
  ],
  'address-invalid': [['email']],
  'reward-unknown': [['rewardId']],
  'confirmation-code-wrong': [['code']],
  'member-pin-wrong': [['pin']],
  'member-pin-form': [['pin']],
  'member-pin-simple': [['pin']],
  'receipt-reused': [['receiptNumber']],
  'receipt-ambiguous': [['purchase', 'receiptNumber']],
  'purchase-unknown': [['purchase', 'receiptNumber']],
  'currency-other': [
    ['amount', 'currency'],
    ['total', 'currency'],
    ['exchange', 'total', 'currency'],
  ],
  'time-ahead': [['soldAt'], ['returnedAt'], ['redeemedAt']],
  'use-past': [['redeemedAt']],
  'time-past': [['soldAt'], ['returnedAt']],
  'sold-before-joining': [['soldAt']],
  'return-too-large': [['amount', 'minor'], ['lines']],
  'line-unknown': [['lines']],
  'redemption-taken': [['redemptions']],
  'redemption-unknown': [['redemptions']],
  'redemption-open': [['redemptions']],
  'reason-required': [['reason']],
};

/** The field that a refusal is about (RFC 6901); null: none. */
export function pointerOf(refusal: Refusal, body: unknown): string | null {
  if ('pointer' in refusal) return refusal.pointer;
  const path = fields[refusal.key]?.find((names) => has(body, names));
  return path ? `/${path.join('/')}` : null;
}

function has(body: unknown, [name, ...rest]: readonly string[]): boolean {
  if (name === undefined) return true;
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, name)) return false;
  return has(Reflect.get(body, name), rest);
}
