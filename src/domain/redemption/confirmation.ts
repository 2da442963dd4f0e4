import type { Refusal } from '#domain/refusal.ts';

/** Long enough to find the phone or the mail, short enough that nobody says yes to what is forgotten. */
export const confirmationMs = 5 * 60_000;
/** Five wrong of a million codes: guessing at a till stays as hopeless as at the sign-in. */
export const wrongConfirmationCodesAtMost = 5;

/** A till's question to a member, whether they want a reward for their points, and what became of it. */
export type ConfirmationState =
  | 'open'
  /** The member said yes: issued, and where the store's tills take our codes redeemed too. */
  | 'confirmed'
  /** The member said no. */
  | 'declined'
  /** The till took it back, or asked for something else. */
  | 'cancelled'
  /** Too many wrong codes. */
  | 'ended';

/** The same as it is shown: time ends it without anybody doing anything. */
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

/** Why a yes or a no comes too late, or null. A yes that was said before is asked about elsewhere. */
export function confirmationRefusal(confirmation: Confirmation, at: number): Refusal | null {
  const state = shownConfirmationState(confirmation, at);
  if (state === 'open') return null;
  return { key: state === 'declined' ? 'confirmation-declined' : 'confirmation-over' };
}

/** What a wrong code does: the refusal to say and the state to keep. */
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
