import type { MintVendor } from '#domain/program/way.ts';

/** Why a discount has to be withdrawn, or need not be made. */
export type MintEnding = 'cancelled' | 'expired' | 'failed';

interface Ending {
  readonly ending: MintEnding;
  readonly endedAt: number;
}

/**
 * A single-use discount in a vendor's POS, from the order to its end. `unanswered` counts the calls to make it that got
 * no answer: while there is one, a usable discount may exist.
 */
export type MintOrder =
  /** To be made; nobody has seen a code yet. */
  | { readonly state: 'wanted'; readonly unanswered: number }
  /** The discount exists at the vendor, and the phone shows its code. */
  | { readonly state: 'minted'; readonly reference: string }
  /** To be withdrawn. Without a reference, it must first be found out whether there is one. */
  | (Ending & {
      readonly state: 'retiring';
      readonly unanswered: number;
      readonly reference: string | null;
    })
  /** Withdrawn. A use of the last moment may still become known. */
  | (Ending & {
      readonly state: 'settling';
      readonly reference: string;
      readonly withdrawnAt: number;
    })
  /** Used. It is withdrawn too, so that nothing can make it usable again at the vendor. */
  | { readonly state: 'closing'; readonly reference: string }
  | (Ending & { readonly state: 'retired' })
  | { readonly state: 'used' };

export type MintState = MintOrder['state'];

/** What happens to an order: a wish of ours, or the meaning of a vendor's answer. */
export type MintEvent =
  /** The member cancels, the voucher's time is over, or the vendor took too long. */
  | { readonly kind: 'end'; readonly ending: MintEnding; readonly at: number }
  /** A call to make it begins. It is written down before the call, because the process may die during it. */
  | { readonly kind: 'asked' }
  | { readonly kind: 'made'; readonly reference: string }
  /** The vendor will never make it. For an order that is being withdrawn: it was looked for, and is not there. */
  | { readonly kind: 'refused'; readonly at: number }
  /** The call to make it certainly did nothing. */
  | { readonly kind: 'not-done' }
  /** The call to make it was not answered. */
  | { readonly kind: 'lost' }
  | { readonly kind: 'withdrawn'; readonly at: number }
  | { readonly kind: 'used' }
  /** The vendor was asked at `at`: not used until then. */
  | { readonly kind: 'unused'; readonly at: number };

/** What happens to the redemption, in the same transaction. */
export type MintEffect = 'give-back' | 'redeem' | null;

export interface MintDecision {
  readonly order: MintOrder;
  readonly effect: MintEffect;
}

/**
 * How long after the withdrawal a use may become known. Shopify counts uses "asynchronously" and gives no figure. At a
 * Square till the discount may be in a basket that is paid later.
 */
export const settleMs: Readonly<Record<MintVendor, number>> = {
  shopify: 10_000,
  square: 2 * 60_000,
};

/** After this time a call that got no answer has arrived, or never will. */
export const lostForMs = 2 * 60_000;

/**
 * What an event makes of an order. Points come back only when no usable discount can exist any more; until then, a use
 * counts whenever it is found. An event that does not fit the state comes from a slow process and changes nothing.
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

/** Points come back at once if every call to make the discount was answered with a no. */
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
