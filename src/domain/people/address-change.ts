import { wrongCodesAtMost } from './sign-in.ts';

const hourMs = 60 * 60_000;

/** How long the code is good that shows that the new mailbox is the member's: long enough to open another mail program. */
export const addressCodeMs = hourMs;

/** For this long after a change, and after each later one, whoever reads the old mailbox takes the address back. */
export const takeBackMs = 7 * 24 * hourMs;

/**
 * A member's change of address. `asked`: a code was mailed to the new one. `changed`: the new one is theirs, and the old
 * one waits for them until the end. `back`: it was taken back. `over`: an earlier change was taken back, or the old
 * address is theirs again by another change.
 */
export type AddressChangeState = 'asked' | 'changed' | 'back' | 'over';

interface AddressChange {
  readonly state: AddressChangeState;
  /** Of the code, or of the time in which it can be taken back; epoch milliseconds. */
  readonly endsAt: number;
  readonly wrongCodes: number;
}

/** Whether the code of the mail can still confirm the new address. */
export const addressCodeStands = (
  { state, endsAt, wrongCodes }: AddressChange,
  at: number,
): boolean => state === 'asked' && at < endsAt && wrongCodes < wrongCodesAtMost;

/** Whether the old address waits for the member: it can be taken back, and nobody else can have it. */
export const oldAddressWaits = (
  { state, endsAt }: Pick<AddressChange, 'state' | 'endsAt'>,
  at: number,
): boolean => state === 'changed' && at < endsAt;
