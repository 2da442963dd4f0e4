import type { PictureWidth, ServedKind } from '#domain/program/picture.ts';
import { eachPage, type PageName, type pages } from './pages.ts';

/**
 * Every address of Tillpass comes from here; those of the shopper's pages from their table. The types at an API's
 * address are under the same name in `member-api.ts`, `till-api.ts` and the tills' description.
 */

/** The addresses that a member's forms and scripts send to. Forms get a page back, scripts get JSON. */
export const memberApi = {
  wallet: '/api/wallet',
  history: '/api/history',
  earning: '/api/earning',
  claims: '/api/claims',
  checkIns: '/api/check-ins',
  ladder: '/api/ladder',
  profile: '/api/profile',
  held: '/api/held',
  copy: '/api/held/copy',
  freeze: '/api/held/freeze',
  thaw: '/api/held/thaw',
  erase: '/api/held/erase',
  birthday: '/api/profile/birthday',
  newsletter: '/api/profile/newsletter',
  newsletterCode: '/api/profile/newsletter/code',
  membership: '/api/profile/membership',
  redemptions: '/api/redemptions',
  redemption: '/api/redemptions/:redemptionId',
  cancel: '/api/redemptions/:redemptionId/cancel',
  signIns: '/api/sign-ins',
  again: '/api/sign-in-again',
  signIn: '/api/sign-ins/:signInId',
  code: '/api/sign-ins/:signInId/code',
  enter: '/api/sign-ins/:signInId/enter',
  linkEnter: '/api/links/enter',
  linkMatch: '/api/links/match',
  linkNotMe: '/api/links/not-me',
  handOvers: '/api/hand-overs',
  handOver: '/api/hand-overs/:handOverId',
  handOverMatch: '/api/hand-overs/:handOverId/match',
  handOverClaim: '/api/hand-overs/claim',
  signOut: '/api/sign-out',
  language: '/api/language',
  revokeDevice: '/api/devices/:sessionId/revoke',
  revokeOthers: '/api/devices/revoke-others',
  pass: '/api/pass',
  live: '/api/live',
} as const;

/** Where the answer to a question under a used voucher goes. The question says it, so that no page's script holds it. */
export const surveyApi = { survey: '/api/redemptions/:redemptionId/survey' } as const;

/** The addresses for a member's answer to a till's question. */
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
  memberCard: '/api/till/members/card',
  memberPin: '/api/till/members/pin',
  askMember: '/api/till/members/confirmations',
  confirmation: '/api/till/members/confirmations/:confirmationId',
  confirmationCode: '/api/till/members/confirmations/:confirmationId/code',
  confirmationPin: '/api/till/members/confirmations/:confirmationId/pin',
  cancelConfirmation: '/api/till/members/confirmations/:confirmationId/cancel',
  reverse: '/api/till/reverse',
  purchases: '/api/till/purchases',
  checkInCodes: '/api/till/check-in-codes',
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
  confirmationPin: '/pos/v1/confirmations/:confirmationId/pin',
  cancelConfirmation: '/pos/v1/confirmations/:confirmationId/cancel',
  purchases: '/pos/v1/purchases',
  purchase: '/pos/v1/purchases/:purchaseId',
  unclaimed: '/pos/v1/unclaimed-purchases',
  returns: '/pos/v1/returns',
  return: '/pos/v1/returns/:returnId',
  events: '/pos/v1/events',
} as const;

/** Where the tills' API describes itself. */
export const posDescription = '/pos/v1/openapi.json';

/** The addresses for an administrator's program, with its own key. */
export const adminApi = {
  pools: '/admin/v1/pools',
  codes: '/admin/v1/pools/:rewardId/codes',
  uploads: '/admin/v1/uploads',
  upload: '/admin/v1/uploads/:uploadId',
  withdraw: '/admin/v1/uploads/:uploadId/withdraw',
  settlements: '/admin/v1/settlements',
  mailReports: '/admin/v1/mail-reports',
  memberships: '/admin/v1/members/:member/memberships',
  endMembership: '/admin/v1/members/:member/memberships/:membershipId/end',
  surveyAnswers: '/admin/v1/survey-answers',
  reviews: '/admin/v1/reviews',
  reviewLinks: '/admin/v1/review-links',
  lookUpMember: '/admin/v1/members/lookup',
  externalIds: '/admin/v1/members/:member/external-ids',
  removeExternalId: '/admin/v1/members/:member/external-ids/remove',
  imports: '/admin/v1/imports',
  importPurchases: '/admin/v1/imports/purchases',
  facts: '/admin/v1/facts',
} as const;

/** Files that a build made. */
export const assets = '/assets/';

export const workerFile = '/sw.js';

/** Leads to the app, or to the sign-in page of a network that has one. The worker leaves it to the network. */
export const onlinePage = '/online';

/** The page "No connection", which the worker keeps in each language. */
export const noSignalPage = '/no-signal/:language';

/** What is nobody's in particular. */
export const systemApi = {
  health: '/healthz',
  ready: '/readyz',
  inbox: '/dev/inbox',
  inboxJson: '/dev/inbox.json',
  online: onlinePage,
  worker: workerFile,
  noSignal: noSignalPage,
  manifest: '/manifest.webmanifest',
  picture: '/pictures/:file',
  icon: '/icons/:file',
  shareCard: '/share/:file',
  unsubscribe: '/u/:token',
  review: '/r/:token',
  /** How accessible the pages are (EN 301 549), and what the shop keeps of its members: for everybody. */
  accessibility: '/accessibility',
  privacy: '/privacy',
  /** Browsers ask here by themselves. */
  favicon: '/favicon.ico',
} as const;

/** Where a mail's link ends messages of its kind: short, because a header with it must stay on one line. */
export const unsubscribeAt = (token: string): string => `/u/${token}`;

/** A member's page of messages: which come, and which were sent. It needs no script, so it is none of the app's. */
export const messagesPage = '/messages';

/** A member's page of their e-mail address, drawn by the server too. */
export const addressPage = '/address';

/** Where a member merges another membership of theirs into this one, and where they choose a PIN for tills: drawn by the server too. */
export const mergePage = '/merge';
export const pinPage = '/pin';

/** Where a mail's link takes an address back. It needs no session. */
export const takeBackPage = '/a/:token';

/** Where a link for a review leads. */
export const reviewAt = (token: string): string => `/r/${token}`;

/** The folders of pictures, of the icons of home screens and tabs, and of what chats show. */
export const pictures = '/pictures/';
export const icons = '/icons/';
export const shareCards = '/share/';

/** One file of a picture. */
export const pictureAt = (hash: string, width: PictureWidth, kind: ServedKind): string =>
  `${pictures}${hash}-${width}.${kind}`;

/** In the wallet's address: opens the live voucher that ends first; if there is none, the member barcode. */
export const barcodeHash = '#barcode';

/** In a reward's address: shows the pass that the phone makes without signal. */
export const passHash = '#pass';

/** The address itself, or a function that makes it from the part that varies. */
type Link<Pattern extends string> = Pattern extends `${string}:${string}`
  ? (part: string) => string
  : Pattern;

/** A link made from a pattern, so that no address is written twice. */
export const linkTo = (pattern: string): unknown =>
  pattern.includes(':')
    ? (part: string) => pattern.replace(/:\w+/, encodeURIComponent(part))
    : pattern;

/** The page behind a mail's "not me" link. It needs no script and no session, so it is none of the app's. */
export const freezePage = '/f/:token';

/** Its pattern has one part that varies. */
export const freezeLink = /* @__PURE__ */ linkTo(freezePage) as (token: string) => string;

/** Its pattern has one part that varies. */
export const takeBackLink = /* @__PURE__ */ linkTo(takeBackPage) as (token: string) => string;

/**
 * The link by which a member invites, in capitals and as people type it. It leads to the first page, which has the code
 * in its address.
 */
export const invitationPages = ['/I/:code', '/i/:code'] as const;

/** Its address, in capitals: so its QR code stays in alphanumeric mode, as a poster's does. */
export const invitationLink = (code: string): string => `/I/${code}`;

/** How the first page's address says which invitation was followed. */
export const invitedTo = (code: string): string => `/?i=${encodeURIComponent(code)}`;

/** A poster's address as people type it. Printed, it is in upper case. */
export const posterTyped = '/p/:placement';

/** The addresses of the shopper's pages. */
export const paths = /* @__PURE__ */ eachPage(({ pattern }) => linkTo(pattern)) as {
  readonly [N in PageName]: Link<(typeof pages)[N]['pattern']>;
};

/** The addresses of the till's pages. */
export const tillPages = {
  till: '/till',
  enrol: '/till/enrol/:token',
  scannerSheet: '/till/scanner-test',
  scannerCheck: '/till/scanner-check',
  /** A mistyped address shows the till page, not the shopper's "not found". */
  mistyped: '/till/*',
} as const;

/** The link that makes a browser a till's device. */
export const enrolLink = (token: string): string =>
  tillPages.enrol.replace(':token', encodeURIComponent(token));
