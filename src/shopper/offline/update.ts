import { createValue } from '#web/value.ts';

/** Loads the new version, once there is one. */
export const update = createValue<(() => void) | null>(null);

export const offerUpdate = (accept: () => void): void => update.set(accept);

/** Loads the page without the worker: one of the same old version would answer with the same old page. */
export async function startAnew(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration().catch(() => undefined);
  await registration?.unregister().catch(() => false);
  location.reload();
}
