/** At most so many in a window of time, counted by key. Windows are fixed: one row each, and no list of times. */
export interface Limit {
  readonly name: string;
  readonly atMost: number;
  readonly windowMs: number;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/**
 * Every limit. `docs/limits.md` says for each who has to wait when it is full and what a new key costs an attacker; a
 * test compares the two. A key is never something that an attacker gets for free (a cookie, one of the 2^64 addresses
 * of an IPv6 line). Where the key is the victim's own, some places are kept that strangers can't use.
 */
export const limits = {
  /** Mails that one line asks for. A shop is one line: sixty shoppers a minute, and half as many again. */
  signInLine: { name: 'sign-in:line', atMost: 900, windowMs: 10 * minuteMs },
  signInSite: { name: 'sign-in:site', atMost: 1_800, windowMs: 10 * minuteMs },
  /** Above it, only lines that have asked often (`quietLineAsks`) wait. */
  signInCrowd: { name: 'sign-in:crowd', atMost: 2_000, windowMs: minuteMs },
  /** Above this limit, browsers that were never signed in have to wait. */
  signInTotal: { name: 'sign-in:total', atMost: 6_000, windowMs: minuteMs },
  /** Mails to one address that strange browsers ask for, so that nobody floods a mailbox. */
  signInAddress: { name: 'sign-in:address', atMost: 5, windowMs: 15 * minuteMs },
  /** Requests of one site for one address. They show whether it is the site's first, for which a place is kept. */
  signInAddressSite: { name: 'sign-in:address-site', atMost: 5, windowMs: 15 * minuteMs },
  /** Places for sites that have not asked for this address yet, when the limit above is full. */
  signInAddressKept: { name: 'sign-in:address-kept', atMost: 20, windowMs: 15 * minuteMs },
  /** Mails that a browser asks for, on which this address was signed in before. No other limit stops it. */
  signInKnown: { name: 'sign-in:known', atMost: 5, windowMs: 15 * minuteMs },

  /** Questions to passkeys and looks at one-time links of the desk: no guess is possible, and rows cost room. */
  desk: { name: 'desk:line', atMost: 300, windowMs: 10 * minuteMs },
  /**
   * Searches for members of one administrator, each of whose pages names at most twenty. Support on the telephone asks
   * some hundred times a day; a list of all members takes many more.
   */
  deskFind: { name: 'desk:find', atMost: 120, windowMs: 10 * minuteMs },
  deskFindDay: { name: 'desk:find-day', atMost: 600, windowMs: dayMs },
  /** Pages of one search behind its first. Who is asked for somebody types another letter, and walks through no list. */
  deskFindMore: { name: 'desk:find-more', atMost: 50, windowMs: dayMs },
  /** Different members whose page one administrator opens: it has their address and what they bought. */
  deskOpen: { name: 'desk:open', atMost: 120, windowMs: hourMs },

  /** Codes that hand a page to another device, of one member. */
  handOver: { name: 'hand-over:member', atMost: 30, windowMs: 10 * minuteMs },

  /** Copies of what is held that one member takes: each reads their whole history. */
  copy: { name: 'copy:member', atMost: 10, windowMs: dayMs },
  /** Each lets the member freeze again, and each of both is a mail that stands among those with sign-in codes. */
  thaw: { name: 'thaw:member', atMost: 5, windowMs: dayMs },

  /** New addresses of one member: each ask is a mail to somebody's mailbox, and five tries of its code. */
  address: { name: 'address:member', atMost: 5, windowMs: dayMs },
  /** The same for another membership of theirs, which they want to merge. */
  merge: { name: 'merge:member', atMost: 5, windowMs: dayMs },
  /** Merges that support begins for one member, whoever says that they have two memberships: each is a mail to both. */
  mergeAsked: { name: 'merge:asked', atMost: 5, windowMs: dayMs },

  /** Wrong sign-in codes over all requests. Each request alone has five tries. */
  wrongSignInLine: { name: 'sign-in-code:line', atMost: 100, windowMs: 10 * minuteMs },
  wrongSignInSite: { name: 'sign-in-code:site', atMost: 200, windowMs: 10 * minuteMs },
  /** Above it, only lines that have mistyped often (`quietLineCodes`) wait. */
  wrongSignInTotal: { name: 'sign-in-code:total', atMost: 600, windowMs: 10 * minuteMs },

  /** Voucher codes and passes of nobody, sent by one till: people mistype, programs try one after another. */
  wrongCode: { name: 'till:wrong-code', atMost: 60, windowMs: 10 * minuteMs },
  /** Membership numbers of nobody. They are counted apart from codes, so that redeeming goes on. */
  wrongNumber: { name: 'till:wrong-number', atMost: 60, windowMs: 10 * minuteMs },
  /** Addresses of no member, typed at a till page. */
  wrongAddress: { name: 'page:wrong-address', atMost: 60, windowMs: 10 * minuteMs },
  /** Addresses of nobody, sent by a POS: a web shop asks for the address at each checkout, and most are no member's. */
  wrongAddressPos: { name: 'pos:wrong-address', atMost: 600, windowMs: 10 * minuteMs },
  /** Different members whom an associate found by address or number. */
  lookUp: { name: 'page:look-up', atMost: 60, windowMs: 10 * minuteMs },
  lookUpPos: { name: 'pos:look-up', atMost: 1_200, windowMs: 10 * minuteMs },
  /** Different members found by a number that was sent as scanned at a till page: several devices may be one till. */
  scannedNumber: { name: 'page:scanned-number', atMost: 240, windowMs: 10 * minuteMs },
  /** Within this time, finding the same member again is not counted again. */
  lookUpAgain: { name: 'look-up:again', atMost: 1, windowMs: hourMs },
  /**
   * Wrong passes for one member, over all tills: so many in ten minutes, and so many in a day. The member's own phone
   * makes none, so few are enough.
   */
  wrongPass: { name: 'pass:member', atMost: 5, windowMs: 10 * minuteMs },
  wrongPassDay: { name: 'pass:member-day', atMost: 20, windowMs: dayMs },
  /** Mails with a code that one member gets because tills ask: no till can flood a mailbox. */
  confirmation: { name: 'confirmation:member', atMost: 6, windowMs: 15 * minuteMs },
  /** Questions of one till, over all members: a web shop asks at one checkout in five. */
  confirmationTill: { name: 'confirmation:till', atMost: 120, windowMs: 10 * minuteMs },
  /** Wrong codes to one till's questions, over all of them. Each question alone has five tries. */
  wrongConfirmation: { name: 'confirmation-code:till', atMost: 30, windowMs: 10 * minuteMs },
  /** PINs that one member chooses in the profile: each is a mail. */
  memberPin: { name: 'member-pin:member', atMost: 5, windowMs: dayMs },
  /** PINs of members that are chosen at one till: as many as it hands out cards. */
  memberPinTill: { name: 'member-pin:till', atMost: 20, windowMs: dayMs },
  /** Wrong PINs at one till, over all members: so many in ten minutes, and so many in a day. Each PIN alone has three. */
  wrongMemberPin: { name: 'wrong-member-pin:till', atMost: 10, windowMs: 10 * minuteMs },
  wrongMemberPinDay: { name: 'wrong-member-pin:till-day', atMost: 60, windowMs: dayMs },
  /** People whom one till enrols: enough for a queue in a busy hour, too few for somebody who types a list. */
  enrol: { name: 'till:enrol', atMost: 40, windowMs: 10 * minuteMs },
  /** Welcome mails to one address, however often it is enrolled. */
  welcomeMail: { name: 'welcome:address', atMost: 3, windowMs: hourMs },

  /** Addresses of nobody in one key's reports of mail: codes are mailed to who is no member yet, and some mistype. */
  mailReport: { name: 'mail-report:unknown', atMost: 600, windowMs: hourMs },

  /** Addresses of nobody that one key looks members up by: a shop's lists have people who are none, and a thief's too. */
  wrongAddressKey: { name: 'admin:wrong-address', atMost: 600, windowMs: hourMs },

  /** Mails that ask one member whether they want the newsletter: each is to their own address. */
  newsletter: { name: 'newsletter:member', atMost: 5, windowMs: dayMs },

  /** Wrong codes of one member who checks in: so many in ten minutes, and so many in a day. */
  checkIn: { name: 'check-in:member', atMost: 5, windowMs: 10 * minuteMs },
  checkInDay: { name: 'check-in:member-day', atMost: 20, windowMs: dayMs },
  /** Codes that one till shows for members who check in: a queue of them in a busy hour. */
  checkInTill: { name: 'check-in:till', atMost: 60, windowMs: 10 * minuteMs },

  /** Wrong claims of purchases of one member: people mistype, and nobody forgets to scan twenty times a day. */
  claim: { name: 'claim:member', atMost: 5, windowMs: 10 * minuteMs },
  claimDay: { name: 'claim:member-day', atMost: 20, windowMs: dayMs },
  /** Wrong claims of one receipt number of a store, over all members. */
  claimReceipt: { name: 'claim:receipt', atMost: 10, windowMs: dayMs },
  /** Right claims of one member: nobody forgets to scan more often, but who picks up slips would. */
  claimed: { name: 'claimed:member', atMost: 3, windowMs: dayMs },
  claimedMonth: { name: 'claimed:member-month', atMost: 10, windowMs: 30 * dayMs },

  /** Facts that a member tells, each with a row of consent that stays. Taking one back is not counted. */
  fact: { name: 'fact:member', atMost: 20, windowMs: dayMs },

  /** Rewards that a member takes on the phone. A person takes a few, and each stays in the ledger for ever. */
  issue: { name: 'issue:member', atMost: 30, windowMs: hourMs },
  issueDay: { name: 'issue:member-day', atMost: 100, windowMs: dayMs },
} as const satisfies Record<string, Limit>;

/** While a crowd makes others wait, a line with at most this many requests in the window goes on. */
export const quietLineAsks = 30;
/** While the total is full, a line with at most this many wrong codes in the window goes on: one request's tries. */
export const quietLineCodes = 5;

export const wrongPassLimits: readonly Limit[] = [limits.wrongPass, limits.wrongPassDay];

/** When the window of `at` began, and how long it is until the next. */
export function windowOf(limit: Limit, at: number): { startedAt: number; retryAfterMs: number } {
  const startedAt = Math.floor(at / limit.windowMs) * limit.windowMs;
  return { startedAt, retryAfterMs: startedAt + limit.windowMs - at };
}
