const shortMs = 80;

/** Vibrates, for a hand that holds the phone out. Browsers allow it only after a tap, and some can't. */
export function buzz(): void {
  if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(shortMs);
}
