import { createValue } from '#web/value.ts';

/** What brings the new version, once there is one. */
export const update = createValue<(() => void) | null>(null);

export const offerUpdate = (accept: () => void): void => update.set(accept);

/** Around a worker of the same old version, which would answer with the same old page. */
export async function startAnew(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration().catch(() => undefined);
  await registration?.unregister().catch(() => false);
  location.reload();
}
