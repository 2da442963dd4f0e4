/** So many in a window of time, counted by key. Windows are fixed: a row each, no list of instants. */
export interface Limit {
  readonly name: string;
  readonly atMost: number;
  readonly windowMs: number;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/**
 * Every limit there is. `docs/limits.md` says of each who pays when it is full and what a new key costs an attacker,
 * and a test compares the two. A key is never what an attacker has for nothing (a cookie, one of the 2^64 addresses
 * of an IPv6 line), and where it is the victim's own, a part is kept that strangers can't use up.
 */
export const limits = {
  /** Mails asked for from one line: a shop's shoppers are one line, sixty a minute and half as many again. */
  signInLine: { name: 'sign-in:line', atMost: 900, windowMs: 10 * minuteMs },
  signInSite: { name: 'sign-in:site', atMost: 1_800, windowMs: 10 * minuteMs },
  /** Beyond it those lines wait that have asked often (`quietLineAsks`), and nobody else. */
  signInCrowd: { name: 'sign-in:crowd', atMost: 2_000, windowMs: minuteMs },
  /** Beyond it every browser waits that has not been signed in before. */
  signInTotal: { name: 'sign-in:total', atMost: 6_000, windowMs: minuteMs },
  /** Mails to one address, asked for by browsers that it never signed in: nobody's mailbox is flooded. */
  signInAddress: { name: 'sign-in:address', atMost: 5, windowMs: 15 * minuteMs },
  /** Asks of one site for one address: whether it is a site's first, for which a place is kept. */
  signInAddressSite: { name: 'sign-in:address-site', atMost: 5, windowMs: 15 * minuteMs },
  /** The places kept for sites that have not asked for this address yet, once the others have filled the limit above. */
  signInAddressKept: { name: 'sign-in:address-kept', atMost: 20, windowMs: 15 * minuteMs },
  /** Mails asked for by a browser that this very address was signed in on. No other limit stops it. */
  signInKnown: { name: 'sign-in:known', atMost: 5, windowMs: 15 * minuteMs },

  /** Wrong sign-in codes: over all requests, since each has only its own five. */
  wrongSignInLine: { name: 'sign-in-code:line', atMost: 100, windowMs: 10 * minuteMs },
  wrongSignInSite: { name: 'sign-in-code:site', atMost: 200, windowMs: 10 * minuteMs },
  /** Beyond it those lines wait that have mistyped often (`quietLineCodes`). */
  wrongSignInTotal: { name: 'sign-in-code:total', atMost: 600, windowMs: 10 * minuteMs },

  /** Voucher codes and passes that one till sent and that are nobody's: people mistype, programs enumerate. */
  wrongCode: { name: 'till:wrong-code', atMost: 60, windowMs: 10 * minuteMs },
  /** Membership numbers that are nobody's. Counted apart, as addresses are, so that redeeming goes on. */
  wrongNumber: { name: 'till:wrong-number', atMost: 60, windowMs: 10 * minuteMs },
  /** Addresses that are no member's, typed at a till page. */
  wrongAddress: { name: 'page:wrong-address', atMost: 60, windowMs: 10 * minuteMs },
  /** The same of a POS: a web shop asks for the address of each checkout, and most are no member's. */
  wrongAddressPos: { name: 'pos:wrong-address', atMost: 600, windowMs: 10 * minuteMs },
  /** Different members whom an associate found by an address or a number. */
  lookUp: { name: 'page:look-up', atMost: 60, windowMs: 10 * minuteMs },
  lookUpPos: { name: 'pos:look-up', atMost: 1_200, windowMs: 10 * minuteMs },
  /** Within it the same member, found again, is one look-up. */
  lookUpAgain: { name: 'look-up:again', atMost: 1, windowMs: hourMs },
  /**
   * Wrong passes in one member's name, at whichever tills: eight digits are tried so often in ten minutes, and so often
   * in a day. A right phone is never among them, so that few are enough.
   */
  wrongPass: { name: 'pass:member', atMost: 5, windowMs: 10 * minuteMs },
  wrongPassDay: { name: 'pass:member-day', atMost: 20, windowMs: dayMs },
  /** So many mails with a code a member gets because tills ask: nobody's mailbox is flooded from a counter. */
  confirmation: { name: 'confirmation:member', atMost: 6, windowMs: 15 * minuteMs },
  /** Questions of one till, to whomever: a web shop asks at one checkout in five. */
  confirmationTill: { name: 'confirmation:till', atMost: 120, windowMs: 10 * minuteMs },
  /** Wrong codes of questions at one till, over all its questions, since each has only its own five. */
  wrongConfirmation: { name: 'confirmation-code:till', atMost: 30, windowMs: 10 * minuteMs },
  /** So many people one till enrols: a queue of them in an opening hour, and no list that is typed through. */
  enrol: { name: 'till:enrol', atMost: 40, windowMs: 10 * minuteMs },
  /** So many welcome mails an address gets, however often it is enrolled. */
  welcomeMail: { name: 'welcome:address', atMost: 3, windowMs: hourMs },

  /** Rewards that a member takes on the phone: a person takes a handful, and each is kept in the ledger for ever. */
  issue: { name: 'issue:member', atMost: 30, windowMs: hourMs },
  issueDay: { name: 'issue:member-day', atMost: 100, windowMs: dayMs },
} as const satisfies Record<string, Limit>;

/** Up to so many asks in the window a line is let in while a crowd makes others wait. */
export const quietLineAsks = 30;
/** Up to so many wrong codes in the window a line goes on while the total is full: one request's worth. */
export const quietLineCodes = 5;

export const wrongPassLimits: readonly Limit[] = [limits.wrongPass, limits.wrongPassDay];

/** Where the window of `at` began, and how long until the next. */
export function windowOf(limit: Limit, at: number): { startedAt: number; retryAfterMs: number } {
  const startedAt = Math.floor(at / limit.windowMs) * limit.windowMs;
  return { startedAt, retryAfterMs: startedAt + limit.windowMs - at };
}
