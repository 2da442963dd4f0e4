import { createValue } from './value.ts';

/** What brings the new version, once there is one. */
export const update = createValue<(() => void) | null>(null);

export const offerUpdate = (accept: () => void): void => update.set(accept);
