import { ground, type Room } from './room.ts';

/** What reaches outside, or speaks a format of others. */
export const vendors: readonly Room[] = [
  { path: 'server/vendors', holds: 'mail by SMTP', imports: [...ground] },
  {
    path: 'server/vendors/mint',
    holds: "the vendors' APIs behind the same few calls",
    imports: [...ground],
  },
  {
    path: 'server/vendors/passkeys',
    holds: 'WebAuthn: questions to passkeys, and whether an answer holds',
    imports: [...ground],
  },
  {
    path: 'server/vendors/printing',
    holds: 'a member’s card as PDF, in either direction of writing',
    imports: [...ground],
  },
  { path: 'server/vendors/symbols', holds: 'nine symbologies as modules', imports: [...ground] },
  {
    path: 'server/vendors/webhook-post',
    holds: 'which addresses may be sent to, one attempt',
    imports: [...ground],
  },
];
