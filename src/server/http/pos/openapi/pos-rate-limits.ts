import type { limits } from '#domain/limit.ts';

/** The till's limits against which each operation counts; an operation that is missing counts against none. */
export const rateLimits = {
  lookAtVoucher: ['wrongCode'],
  reserveVoucher: ['wrongCode'],
  releaseVoucher: ['wrongCode'],
  redeemVoucher: ['wrongCode'],
  findMember: ['wrongNumber', 'wrongAddressPos', 'lookUpPos'],
  listRewards: ['wrongNumber', 'lookUpPos'],
  listHistory: ['wrongNumber', 'lookUpPos'],
  enrolMember: ['enrol', 'wrongAddressPos', 'lookUpPos'],
  askMember: ['confirmationTill', 'wrongNumber', 'lookUpPos'],
  confirmByCode: ['wrongConfirmation'],
  confirmByPin: ['wrongMemberPin', 'wrongMemberPinDay'],
  reportPurchase: ['wrongCode', 'wrongNumber', 'lookUpPos'],
} as const satisfies Readonly<Record<string, readonly (keyof typeof limits)[]>>;

export type OperationId = keyof typeof rateLimits;
