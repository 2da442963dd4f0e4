/**
 * Every address of Tillpass, in one place. Patterns (with `:name`) serve routers, functions make links.
 * Posters are upper case and short, so that their QR code stays in alphanumeric mode and small.
 */
export const patterns = {
  home: '/',
  poster: '/P/:placement',
  signIn: '/sign-in',
  waiting: '/sign-in/:signInId',
  link: '/s/:token',
  wallet: '/wallet',
  rewards: '/rewards',
  reward: '/rewards/:rewardId',
  redemption: '/redemptions/:redemptionId',
  history: '/history',
  profile: '/profile',
  till: '/till',
  enrol: '/till/enrol/:token',
  scannerSheet: '/till/scanner-test',
} as const;

/** Where forms and scripts of the member's pages send to. Forms get a page back, scripts get JSON. */
export const memberApi = {
  wallet: '/api/wallet',
  history: '/api/history',
  profile: '/api/profile',
  redemptions: '/api/redemptions',
  redemption: '/api/redemptions/:redemptionId',
  cancel: '/api/redemptions/:redemptionId/cancel',
  signIns: '/api/sign-ins',
  signIn: '/api/sign-ins/:signInId',
  code: '/api/sign-ins/:signInId/code',
  enter: '/api/sign-ins/:signInId/enter',
  linkEnter: '/api/links/enter',
  linkMatch: '/api/links/match',
  linkNotMe: '/api/links/not-me',
  signOut: '/api/sign-out',
  language: '/api/language',
  revokeDevice: '/api/devices/:sessionId/revoke',
  revokeOthers: '/api/devices/revoke-others',
  pass: '/api/pass',
  live: '/api/live',
} as const;

/** How a member answers a till's question. */
export const askApi = {
  yes: '/api/confirmations/:confirmationId/yes',
  no: '/api/confirmations/:confirmationId/no',
} as const;

export const tillApi = {
  enrol: '/api/till/enrol',
  device: '/api/till/device',
  shifts: '/api/till/shifts',
  endShift: '/api/till/shifts/end',
  look: '/api/till/look',
  redeem: '/api/till/redeem',
  findMember: '/api/till/members/lookup',
  enrolMember: '/api/till/members',
  askMember: '/api/till/members/confirmations',
  confirmation: '/api/till/members/confirmations/:confirmationId',
  confirmationCode: '/api/till/members/confirmations/:confirmationId/code',
  cancelConfirmation: '/api/till/members/confirmations/:confirmationId/cancel',
  reverse: '/api/till/reverse',
  purchases: '/api/till/purchases',
  recent: '/api/till/recent',
  live: '/api/till/live',
} as const;

export const posApi = {
  look: '/pos/v1/vouchers/look',
  reserve: '/pos/v1/vouchers/reserve',
  release: '/pos/v1/vouchers/release',
  redemptions: '/pos/v1/redemptions',
  redemption: '/pos/v1/redemptions/:redemptionId',
  reverse: '/pos/v1/redemptions/:redemptionId/reverse',
  findMember: '/pos/v1/members/lookup',
  members: '/pos/v1/members',
  rewards: '/pos/v1/members/:number/rewards',
  history: '/pos/v1/members/:number/history',
  confirmations: '/pos/v1/confirmations',
  confirmation: '/pos/v1/confirmations/:confirmationId',
  confirmationCode: '/pos/v1/confirmations/:confirmationId/code',
  cancelConfirmation: '/pos/v1/confirmations/:confirmationId/cancel',
  purchases: '/pos/v1/purchases',
  purchase: '/pos/v1/purchases/:purchaseId',
  returns: '/pos/v1/returns',
  return: '/pos/v1/returns/:returnId',
  events: '/pos/v1/events',
  openapi: '/pos/v1/openapi.json',
} as const;

/** What an administrator's program calls, with a key of its own. */
export const adminApi = {
  pools: '/admin/v1/pools',
  codes: '/admin/v1/pools/:rewardId/codes',
  uploads: '/admin/v1/uploads',
  upload: '/admin/v1/uploads/:uploadId',
  settlements: '/admin/v1/settlements',
} as const;

export const plumbing = {
  health: '/healthz',
  inbox: '/dev/inbox',
  inboxJson: '/dev/inbox.json',
  assets: '/assets/',
  /** Leads on to the app, and where a network wants its own sign-in, there: the worker leaves it alone. */
  online: '/online',
  worker: '/sw.js',
  manifest: '/manifest.webmanifest',
} as const;

/** Whom an address is made for. */
export type Audience = 'system' | 'member' | 'till' | 'pos' | 'admin';

/** Where an audience's programs ask, longest first; every other address is a page or a file. */
const programs = [
  ['/api/till/', 'till'],
  ['/api/', 'member'],
  ['/pos/', 'pos'],
  ['/admin/', 'admin'],
] as const satisfies readonly (readonly [string, Audience])[];

/** Whose an address would be that no route has, for the words of its refusal. It grants nothing. */
export const audienceAt = (url: string): Audience =>
  programs.find(([prefix]) => url.startsWith(prefix))?.[1] ?? 'member';

/** Whether nobody looks at what an address answers: a program asks there, or a page for a part of itself. */
export const isForPrograms = (url: string): boolean =>
  [...programs.map(([prefix]) => prefix), plumbing.assets, '/icons/'].some((prefix) =>
    url.startsWith(prefix),
  );

/** Asks the wallet to open the live voucher that ends first; without one it shows who somebody is. */
export const barcodeHash = '#barcode';

/** On a reward's page: shows what the phone makes without signal. */
export const passHash = '#pass';

const part = encodeURIComponent;

export const paths = {
  home: '/',
  poster: (placement: string) => `/P/${part(placement)}`,
  signIn: '/sign-in',
  waiting: (signInId: string) => `/sign-in/${part(signInId)}`,
  link: (token: string) => `/s/${part(token)}`,
  wallet: '/wallet',
  barcode: `/wallet${barcodeHash}`,
  rewards: '/rewards',
  reward: (rewardId: string) => `/rewards/${part(rewardId)}`,
  redemption: (redemptionId: string) => `/redemptions/${part(redemptionId)}`,
  history: '/history',
  profile: '/profile',
  till: '/till',
  scannerSheet: '/till/scanner-test',
  scannerCheck: '/till/scanner-check',
  enrol: (token: string) => `/till/enrol/${part(token)}`,
} as const;

export const api = {
  redemption: (id: string) => `/api/redemptions/${part(id)}`,
  cancel: (id: string) => `/api/redemptions/${part(id)}/cancel`,
  signIn: (id: string) => `/api/sign-ins/${part(id)}`,
  code: (id: string) => `/api/sign-ins/${part(id)}/code`,
  enter: (id: string) => `/api/sign-ins/${part(id)}/enter`,
  historyBefore: (seq: number) => `${memberApi.history}?before=${seq}`,
  revokeDevice: (id: string) => `/api/devices/${part(id)}/revoke`,
  answer: (id: string, answer: 'yes' | 'no') => `/api/confirmations/${part(id)}/${answer}`,
} as const;

const confirmation = (id: string) => `${tillApi.askMember}/${part(id)}`;

/** Where the till page asks about one question. */
export const tillPaths = {
  confirmation,
  confirmationCode: (id: string) => `${confirmation(id)}/code`,
  cancelConfirmation: (id: string) => `${confirmation(id)}/cancel`,
} as const;
