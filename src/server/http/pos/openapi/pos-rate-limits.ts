import type { limits } from '#domain/limit.ts';

/** Which limits of a till an operation counts against; one that is not here has none of its own. */
export const rateLimits = {
  lookAtVoucher: ['wrongCode'],
  reserveVoucher: ['wrongCode'],
  releaseVoucher: ['wrongCode'],
  redeemVoucher: ['wrongCode'],
  findMember: ['wrongNumber', 'wrongAddressPos', 'lookUpPos'],
  listRewards: ['wrongNumber', 'lookUpPos'],
  listHistory: ['wrongNumber', 'lookUpPos'],
  enrolMember: ['enrol'],
  askMember: ['confirmationTill'],
  confirmByCode: ['wrongConfirmation'],
  reportPurchase: ['wrongCode', 'wrongNumber'],
} as const satisfies Readonly<Record<string, readonly (keyof typeof limits)[]>>;

export type OperationId = keyof typeof rateLimits;
