import type { RefusalKey } from '#domain/refusal.ts';
import { refusalStatus } from '#server/http/edge/refusal-status.ts';

/** Why a member can't have a reward, in every operation. */
const reward = [
  ...(['points-short', 'tier-required', 'not-begun', 'ended', 'sold-out'] as const),
  ...(['not-in-this-store', 'too-many-live', 'limit-reached', 'live-elsewhere'] as const),
  ...(['store-needed', 'reward-unknown', 'frozen'] as const),
] as const satisfies readonly RefusalKey[];

/** Why a scanned text is none of ours. */
const scan = [
  ...(['code-damaged', 'code-not-ours', 'code-unknown', 'too-many-requests'] as const),
  ...(['pass-unknown', 'pass-late', 'pass-revoked', 'pass-spent', 'pass-elsewhere'] as const),
] as const satisfies readonly RefusalKey[];

const voucher = [
  ...scan,
  ...(['pass-member', 'reward-changed', 'pool-code', 'voucher-reserved', 'already-used'] as const),
  ...(['voucher-expired', 'voucher-cancelled', 'voucher-reversed'] as const),
] as const satisfies readonly RefusalKey[];

const member = ['member-unknown', 'too-many-requests'] as const satisfies readonly RefusalKey[];

const report = [
  ...(['currency-other', 'time-ahead', 'time-past', 'receipt-reused'] as const),
] as const satisfies readonly RefusalKey[];

/** The refusals of each operation, besides those that all may have. The tests check every refusal against it. */
export const errorKeys = {
  lookAtVoucher: [...scan, 'pass-member', 'reward-changed', ...reward],
  reserveVoucher: [...voucher, ...reward],
  releaseVoucher: [...voucher],
  redeemVoucher: [
    ...voucher,
    ...reward,
    ...(['time-ahead', 'use-past', 'minimum-spend', 'currency-other'] as const),
  ],
  reverseRedemption: [
    ...(['redemption-unknown', 'not-redeemed', 'reason-required', 'other-store'] as const),
    'line-unknown',
  ],
  readRedemption: ['redemption-unknown'],
  listRedemptions: [],
  findMember: [...scan, ...member, 'address-invalid'],
  listRewards: member,
  listHistory: member,
  enrolMember: ['address-invalid', 'address-held', 'too-many-requests'],
  askMember: [...member, ...reward],
  readConfirmation: ['confirmation-unknown'],
  confirmByCode: [
    ...(['confirmation-unknown', 'confirmation-code-wrong', 'confirmation-over'] as const),
    ...(['confirmation-declined', 'voucher-reserved', 'voucher-expired'] as const),
    ...(['too-many-requests'] as const),
    ...reward,
  ],
  confirmByPin: [
    ...(['confirmation-unknown', 'confirmation-over', 'confirmation-declined'] as const),
    ...(['member-pin-wrong', 'member-pin-locked', 'member-pin-none'] as const),
    ...(['member-pin-early', 'member-pin-form', 'too-many-requests'] as const),
    ...(['voucher-reserved', 'voucher-expired'] as const),
    ...reward,
  ],
  cancelConfirmation: ['confirmation-unknown'],
  reportPurchase: [
    ...scan,
    ...member,
    ...report,
    ...(['sold-before-joining'] as const),
    ...(['redemption-unknown', 'redemption-open', 'redemption-taken'] as const),
  ],
  reportUnclaimed: [...report],
  readPurchase: ['purchase-unknown'],
  listPurchases: [],
  reportReturn: [
    ...report,
    ...(['return-too-large', 'line-unknown', 'other-store'] as const),
    ...(['receipt-ambiguous', 'purchase-unknown'] as const),
  ],
  readReturn: ['return-unknown'],
  listReturns: [],
  readEvents: [],
} as const satisfies Readonly<Record<string, readonly RefusalKey[]>>;

export type OperationId = keyof typeof errorKeys;

/** These are no refusals: we have a bug, or our database is away. */
const failures = { 500: ['broken'], 503: ['unavailable'] } as const;

/** An operation's keys by status. @param does what decides which common keys it may have */
export function keysByStatus(
  operationId: OperationId,
  does: { readonly sends: boolean; readonly changes: boolean },
): ReadonlyMap<string, readonly string[]> {
  const own: readonly RefusalKey[] = errorKeys[operationId];
  const common: readonly RefusalKey[] = [
    ...(['key-unknown', 'request-invalid'] as const),
    ...(does.sends ? (['request-too-large'] as const) : []),
    ...(does.changes ? (['in-flight', 'key-reused', 'id-taken'] as const) : []),
  ];
  const found = new Map<string, string[]>();
  for (const key of new Set([...common, ...own])) {
    const status = String(refusalStatus[key]);
    found.set(status, [...(found.get(status) ?? []), key]);
  }
  for (const [status, keys] of Object.entries(failures)) found.set(status, [...keys]);
  return new Map([...found].sort(([a], [b]) => Number(a) - Number(b)));
}
