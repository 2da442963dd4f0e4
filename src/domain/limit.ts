/** So many in a window of time, counted by key. Windows are fixed: a row each, no list of instants. */
export interface Limit {
  readonly name: string;
  readonly atMost: number;
  readonly windowMs: number;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/**
 * Asking for a sign-in mail. A whole shop is one network address, so that limit is generous; an address
 * gets few mails, so that nobody's mailbox is flooded in their name.
 */
export const signInLimits = {
  perAddress: { name: 'sign-in:address', atMost: 5, windowMs: 15 * minuteMs },
  perBrowser: { name: 'sign-in:browser', atMost: 10, windowMs: hourMs },
  perNetwork: { name: 'sign-in:network', atMost: 300, windowMs: 10 * minuteMs },
  inTotal: { name: 'sign-in:total', atMost: 3_000, windowMs: minuteMs },
} as const satisfies Record<string, Limit>;

/** Wrong guesses of voucher codes by one till: people mistype, programs enumerate. */
export const wrongCodeLimit: Limit = {
  name: 'till:wrong-code',
  atMost: 60,
  windowMs: 10 * minuteMs,
};

/**
 * Wrong passes in one member's name, at whichever tills: eight digits are tried so often in ten minutes, and so often
 * in a day. A right phone is never among them, so that few are enough.
 */
export const wrongPassLimits: readonly Limit[] = [
  { name: 'pass:member', atMost: 5, windowMs: 10 * minuteMs },
  { name: 'pass:member-day', atMost: 20, windowMs: 24 * hourMs },
];

/** So many mails with a code a member gets because tills ask: nobody's mailbox is flooded from a counter. */
export const confirmationLimit: Limit = {
  name: 'confirmation:member',
  atMost: 6,
  windowMs: 15 * minuteMs,
};

/** So many people one till enrols: a queue of them in an opening hour, and no list that is typed through. */
export const enrolLimit: Limit = { name: 'till:enrol', atMost: 40, windowMs: 10 * minuteMs };

/** So many welcome mails an address gets, however often it is enrolled. */
export const welcomeMailLimit: Limit = {
  name: 'welcome:address',
  atMost: 3,
  windowMs: hourMs,
};

/** Where the window of `at` began, and how long until the next. */
export function windowOf(limit: Limit, at: number): { startedAt: number; retryAfterMs: number } {
  const startedAt = Math.floor(at / limit.windowMs) * limit.windowMs;
  return { startedAt, retryAfterMs: startedAt + limit.windowMs - at };
}
