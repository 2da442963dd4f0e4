const shortMs = 80;

/** Felt by a hand that holds the phone out; browsers want a tap first, or can't. */
export function buzz(): void {
  if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(shortMs);
}
