/** The acts of administrators that are written down for good: each begins, changes or ends something. */
export const adminActs = [
  'program-loaded',
  'secret-key-changed',
  'associate-added',
  'associate-dismissed',
  'associate-address-kept',
  'pin-renewed',
  'enrolment-offered',
  'enrolments-ended',
  'device-ended',
  'till-key-renewed',
  'till-key-ended',
  'admin-key-made',
  'admin-keys-ended',
  'store-connected',
  'store-disconnected',
  'webhook-added',
  'webhook-enabled',
  'webhook-secret-renewed',
  'webhook-removed',
  'member-found',
  'member-history-read',
  'points-adjusted',
  'address-changed',
  'sessions-ended',
] as const;

export type AdminAct = (typeof adminActs)[number];
