import { keptHere } from '#web/browser-storage.ts';

const declined = 'tillpass.install-declined';

/** Remembers a no for good. */
export const declineInstall = (): void => keptHere.write(declined, '');

export const hasDeclinedInstall = (): boolean => keptHere.read(declined) !== null;

/** Forgets the no at sign-out: the next member is somebody else. */
export const forgetInstall = (): void => keptHere.drop(declined);
