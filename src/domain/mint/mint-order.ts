import type { MintVendor } from '#domain/program/way.ts';

/** Why a discount that was made, or was to be made, has to go again. */
export type MintEnding = 'cancelled' | 'expired' | 'failed';

interface Ending {
  readonly ending: MintEnding;
  readonly endedAt: number;
}

/**
 * A single-use discount in a vendor's POS, from the wish for one to its end. `unanswered` counts the calls to make
 * it whose outcome nobody knows: while there is one, something usable may exist there.
 */
export type MintOrder =
  /** To be made; nobody has seen a code yet. */
  | { readonly state: 'wanted'; readonly unanswered: number }
  /** It can be used, and the phone shows it. */
  | { readonly state: 'minted'; readonly reference: string }
  /** To be withdrawn. Without a reference it must first be found out what there is to withdraw. */
  | (Ending & {
      readonly state: 'retiring';
      readonly unanswered: number;
      readonly reference: string | null;
    })
  /** Withdrawn; a use in the last moment may still become known. */
  | (Ending & {
      readonly state: 'settling';
      readonly reference: string;
      readonly withdrawnAt: number;
    })
  /** Used; withdrawn as well, so that nothing can bring it back to life there. */
  | { readonly state: 'closing'; readonly reference: string }
  | (Ending & { readonly state: 'retired' })
  | { readonly state: 'used' };

export type MintState = MintOrder['state'];

/** What somebody here wants, and what the vendor's answer meant. */
export type MintEvent =
  /** The member cancels, the voucher's time is over, or patience with the vendor is. */
  | { readonly kind: 'end'; readonly ending: MintEnding; readonly at: number }
  /** A call to make it begins. Written down before the call, as a process may die in it. */
  | { readonly kind: 'asked' }
  | { readonly kind: 'made'; readonly reference: string }
  /** It will not be made, for good. While retiring: it was looked for, too, and is not there. */
  | { readonly kind: 'refused'; readonly at: number }
  /** The call to make it did surely nothing. */
  | { readonly kind: 'not-done' }
  /** The call to make it was not answered. */
  | { readonly kind: 'lost' }
  | { readonly kind: 'withdrawn'; readonly at: number }
  | { readonly kind: 'used' }
  /** Looked at `at`, and not used by then. */
  | { readonly kind: 'unused'; readonly at: number };

/** What happens to the redemption in the same transaction. */
export type MintEffect = 'give-back' | 'redeem' | null;

export interface MintDecision {
  readonly order: MintOrder;
  readonly effect: MintEffect;
}

/**
 * After it was withdrawn, a use may become known so much later. Shopify counts uses "asynchronously" and says no
 * figure. At a Square till the discount may lie in a basket already, which is paid later.
 */
export const settleMs: Readonly<Record<MintVendor, number>> = {
  shopify: 10_000,
  square: 2 * 60_000,
};

/** A call that was lost on the way has arrived by then, or never will. */
export const lostForMs = 2 * 60_000;

/**
 * What an event makes of an order. Points come back only where nothing usable can exist there any more, and a use
 * counts wherever it is met before that. What does not fit the state comes from a process that was slow: no change.
 */
export function decideMint(order: MintOrder, event: MintEvent, vendor: MintVendor): MintDecision {
  switch (order.state) {
    case 'wanted':
      return whenWanted(order, event);
    case 'minted':
      if (event.kind === 'used') return becomes(closing(order.reference), 'redeem');
      if (event.kind !== 'end') return same(order);
      return becomes(retiring(endingOf(event), order.reference, 0));
    case 'retiring':
      return whenRetiring(order, event);
    case 'settling': {
      if (event.kind === 'used') return becomes({ state: 'used' }, 'redeem');
      const settled = event.kind === 'unused' && event.at >= order.withdrawnAt + settleMs[vendor];
      return settled ? retired(order) : same(order);
    }
    case 'closing':
      return event.kind === 'withdrawn' ? becomes({ state: 'used' }) : same(order);
    case 'retired':
    case 'used':
      return same(order);
  }
}

function whenWanted(order: MintOrder & { state: 'wanted' }, event: MintEvent): MintDecision {
  const { unanswered } = order;
  switch (event.kind) {
    case 'asked':
      return becomes({ state: 'wanted', unanswered: unanswered + 1 });
    case 'not-done':
      return becomes({ state: 'wanted', unanswered: unanswered - 1 });
    case 'made':
      return becomes({ state: 'minted', reference: event.reference });
    case 'refused':
      return ended({ ending: 'failed', endedAt: event.at }, unanswered - 1);
    case 'end':
      return ended(endingOf(event), unanswered);
    default:
      return same(order);
  }
}

function whenRetiring(order: MintOrder & { state: 'retiring' }, event: MintEvent): MintDecision {
  const { ending, endedAt, unanswered, reference } = order;
  if (event.kind === 'used' && reference !== null) return becomes(closing(reference), 'redeem');
  if (event.kind === 'withdrawn' && reference !== null) {
    return becomes({ state: 'settling', ending, endedAt, reference, withdrawnAt: event.at });
  }
  if (reference !== null) return same(order);
  switch (event.kind) {
    case 'asked':
      return becomes(retiring(order, null, unanswered + 1));
    case 'not-done':
      return ended(order, unanswered - 1);
    case 'made':
      return becomes(retiring(order, event.reference, 0));
    case 'refused':
      return event.at >= endedAt + lostForMs ? retired(order) : ended(order, unanswered - 1);
    default:
      return same(order);
  }
}

/** Points come back at once where every call to make it was answered with a no. */
const ended = (ending: Ending, unanswered: number): MintDecision =>
  unanswered === 0 ? retired(ending) : becomes(retiring(ending, null, unanswered));

const endingOf = ({ ending, at }: MintEvent & { kind: 'end' }): Ending => ({ ending, endedAt: at });

const retiring = (
  { ending, endedAt }: Ending,
  reference: string | null,
  unanswered: number,
): MintOrder => ({ state: 'retiring', ending, endedAt, reference, unanswered });
const closing = (reference: string): MintOrder => ({ state: 'closing', reference });
const retired = ({ ending, endedAt }: Ending): MintDecision =>
  becomes({ state: 'retired', ending, endedAt }, 'give-back');

const becomes = (order: MintOrder, effect: MintEffect = null): MintDecision => ({ order, effect });
const same = (order: MintOrder): MintDecision => ({ order, effect: null });
