import type { TillVoucher } from '#contract/till.ts';
import type { Entered } from '#domain/redemption/redemption.ts';
import type { Refusal } from '#domain/refusal.ts';

/** One wish to redeem. Its id is made before sending and stored, so that every retry is the same wish. */
export interface Attempt {
  readonly id: string;
  readonly scanned: string;
  /** Whether the code was scanned or typed, for the watch list. */
  readonly entered: Entered;
  readonly voucher: TillVoucher;
}

/** Something that was redeemed here and can be undone. */
export interface Use {
  readonly redemptionId: string;
  readonly reward: string;
}

/** What the associate sees: one thing at a time. */
export type Screen =
  | { readonly name: 'ready'; readonly notice: Refusal | null }
  | { readonly name: 'looking'; readonly scanned: string }
  | { readonly name: 'unlooked'; readonly scanned: string; readonly entered: Entered }
  | { readonly name: 'offer'; readonly attempt: Attempt; readonly offline: boolean }
  | { readonly name: 'redeeming'; readonly attempt: Attempt }
  /** Sent, and no answer came: it may have been redeemed. Asking again with the same id tells. */
  | { readonly name: 'unsure'; readonly attempt: Attempt }
  | {
      readonly name: 'no';
      readonly scanned: string;
      readonly refusal: Refusal;
      readonly voucher: TillVoucher | null;
    }
  | { readonly name: 'done'; readonly voucher: TillVoucher }
  | { readonly name: 'undo'; readonly use: Use; readonly step: UndoStep }
  | { readonly name: 'undone'; readonly use: Use };

export type UndoStep =
  | { readonly kind: 'asking' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'lost' };

/** Answers name their question, so that a late one can't change a screen to which it does not belong. */
export type Event =
  | { readonly type: 'scan'; readonly scanned: string }
  | { readonly type: 'looked'; readonly attempt: Attempt }
  | { readonly type: 'look-refused'; readonly scanned: string; readonly refusal: Refusal }
  | { readonly type: 'look-lost'; readonly scanned: string; readonly entered: Entered }
  | { readonly type: 'redeem' }
  | { readonly type: 'redeemed'; readonly id: string; readonly voucher: TillVoucher }
  | { readonly type: 'redeem-refused'; readonly id: string; readonly refusal: Refusal }
  | { readonly type: 'redeem-lost'; readonly id: string; readonly sent: boolean }
  | { readonly type: 'undo'; readonly use: Use }
  | { readonly type: 'reverse' }
  | { readonly type: 'reversed'; readonly redemptionId: string }
  | { readonly type: 'reverse-refused'; readonly redemptionId: string; readonly refusal: Refusal }
  | { readonly type: 'reverse-lost'; readonly redemptionId: string }
  /** The member said yes, and so it was redeemed here. */
  | { readonly type: 'given'; readonly voucher: TillVoucher }
  | { readonly type: 'next' };

export const readyScreen: Screen = { name: 'ready', notice: null };

/** True where a scan begins something new. While something may be half done, a stray scan must not hide it. */
export const takesScan = (screen: Screen): boolean =>
  !['looking', 'redeeming', 'unsure', 'undo'].includes(screen.name);

export function nextScreen(screen: Screen, event: Event): Screen {
  switch (event.type) {
    case 'scan':
      return takesScan(screen) && !isOffered(screen, event.scanned)
        ? { name: 'looking', scanned: event.scanned }
        : screen;
    case 'looked':
      return afterLook(screen, event.attempt);
    case 'look-refused':
      return isLooking(screen, event.scanned) ? afterLookRefused(event) : screen;
    case 'look-lost':
      return isLooking(screen, event.scanned)
        ? { name: 'unlooked', scanned: event.scanned, entered: event.entered }
        : screen;
    case 'redeem':
      return screen.name === 'offer' || screen.name === 'unsure'
        ? { name: 'redeeming', attempt: screen.attempt }
        : screen;
    case 'redeemed':
    case 'redeem-refused':
    case 'redeem-lost':
      return afterRedeem(screen, event);
    case 'given':
      return { name: 'done', voucher: event.voucher };
    case 'next':
      return ['looking', 'redeeming'].includes(screen.name) || isSendingUndo(screen)
        ? screen
        : readyScreen;
    default:
      return afterUndo(screen, event);
  }
}

function afterLook(screen: Screen, attempt: Attempt): Screen {
  const { voucher, scanned } = attempt;
  // The shopper cancelled it, or another till took it, while it was on this screen.
  const refreshed = isOffered(screen, scanned) && screen.name === 'offer';
  if (!isLooking(screen, scanned) && !refreshed) return screen;
  if (voucher.refusal) return { name: 'no', scanned, refusal: voucher.refusal, voucher };
  return refreshed
    ? { ...screen, attempt: { ...screen.attempt, voucher } }
    : { name: 'offer', attempt, offline: false };
}

/** What is clearly no voucher's code needs no screen of its own: the next scan goes on. */
function afterLookRefused({ scanned, refusal }: { scanned: string; refusal: Refusal }): Screen {
  return refusal.key === 'code-damaged' || refusal.key === 'code-not-ours'
    ? { name: 'ready', notice: refusal }
    : { name: 'no', scanned, refusal, voucher: null };
}

function afterRedeem(
  screen: Screen,
  event: Extract<Event, { type: 'redeemed' | 'redeem-refused' | 'redeem-lost' }>,
): Screen {
  if (screen.name !== 'redeeming' || screen.attempt.id !== event.id) return screen;
  const { attempt } = screen;
  if (event.type === 'redeem-lost')
    return event.sent ? { name: 'unsure', attempt } : { name: 'offer', attempt, offline: true };
  if (event.type === 'redeem-refused')
    return {
      name: 'no',
      scanned: attempt.scanned,
      refusal: event.refusal,
      voucher: attempt.voucher,
    };
  return event.voucher.refusal
    ? {
        name: 'no',
        scanned: attempt.scanned,
        refusal: event.voucher.refusal,
        voucher: event.voucher,
      }
    : { name: 'done', voucher: event.voucher };
}

type UndoEvent = Extract<
  Event,
  { type: 'undo' | 'reverse' | 'reversed' | 'reverse-refused' | 'reverse-lost' }
>;

function afterUndo(screen: Screen, event: UndoEvent): Screen {
  if (event.type === 'undo')
    return ['looking', 'redeeming', 'unsure'].includes(screen.name) || isSendingUndo(screen)
      ? screen
      : { name: 'undo', use: event.use, step: { kind: 'asking' } };
  if (event.type === 'reverse')
    return screen.name === 'undo' ? { ...screen, step: { kind: 'sending' } } : screen;
  // Another device of the store may have undone what this screen still shows as done.
  if (
    event.type === 'reversed' &&
    screen.name === 'done' &&
    screen.voucher.redemptionId === event.redemptionId
  )
    return { name: 'undone', use: undoable(screen.voucher) };
  if (screen.name !== 'undo' || screen.use.redemptionId !== event.redemptionId) return screen;
  if (event.type === 'reversed') return { name: 'undone', use: screen.use };
  return event.type === 'reverse-refused'
    ? { ...screen, step: { kind: 'refused', refusal: event.refusal } }
    : { ...screen, step: { kind: 'lost' } };
}

export const undoable = (voucher: TillVoucher): Use => ({
  redemptionId: voucher.redemptionId,
  reward: voucher.reward.name,
});

const isLooking = (screen: Screen, scanned: string): boolean =>
  screen.name === 'looking' && screen.scanned === scanned;

const isOffered = (screen: Screen, scanned: string): boolean =>
  screen.name === 'offer' && screen.attempt.scanned === scanned;

const isSendingUndo = (screen: Screen): boolean =>
  screen.name === 'undo' && screen.step.kind === 'sending';
