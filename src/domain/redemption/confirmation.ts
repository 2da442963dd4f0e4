import type { Refusal } from '#domain/refusal.ts';

/** Long enough to find the phone or the mail; short, so that nobody says yes to a forgotten question. */
export const confirmationMs = 5 * 60_000;
/** Five of a million codes: guessing at a till is as hopeless as at sign-in. */
export const wrongConfirmationCodesAtMost = 5;

/** The states of a till's question to a member, whether they want a reward for their points. */
export type ConfirmationState =
  | 'open'
  /** The member said yes. The reward is issued, and redeemed where the store's tills take our codes. */
  | 'confirmed'
  /** The member said no. */
  | 'declined'
  /** The till took it back, or asked for another reward. */
  | 'cancelled'
  /** Too many wrong codes. */
  | 'ended';

/** The state that is shown: a question expires by time alone. */
export type ShownConfirmationState = ConfirmationState | 'expired';

export interface Confirmation {
  readonly state: ConfirmationState;
  readonly askedAt: number;
  readonly wrongCodes: number;
}

export const confirmationEndsAt = ({ askedAt }: Pick<Confirmation, 'askedAt'>): number =>
  askedAt + confirmationMs;

export const shownConfirmationState = (
  confirmation: Confirmation,
  at: number,
): ShownConfirmationState =>
  confirmation.state === 'open' && at >= confirmationEndsAt(confirmation)
    ? 'expired'
    : confirmation.state;

/**
 * Why a yes or a no comes too late; null: it does not. A question that was answered with yes is no case for this
 * function.
 */
export function confirmationRefusal(confirmation: Confirmation, at: number): Refusal | null {
  const state = shownConfirmationState(confirmation, at);
  if (state === 'open') return null;
  return { key: state === 'declined' ? 'confirmation-declined' : 'confirmation-over' };
}

/** What a wrong code does: the refusal, and the new state. */
export function afterWrongConfirmationCode(confirmation: Confirmation): {
  confirmation: Confirmation;
  refusal: Refusal;
} {
  const wrongCodes = confirmation.wrongCodes + 1;
  const left = wrongConfirmationCodesAtMost - wrongCodes;
  return left > 0
    ? {
        confirmation: { ...confirmation, wrongCodes },
        refusal: { key: 'confirmation-code-wrong', left },
      }
    : {
        confirmation: { ...confirmation, wrongCodes, state: 'ended' },
        refusal: { key: 'confirmation-over' },
      };
}
