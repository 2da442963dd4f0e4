import { keptInTab } from '#web/browser-storage.ts';
import { askWorker } from './ask-worker.ts';

type Wipe = () => Promise<unknown>;
const wipes: Wipe[] = [];

/** Registers `wipe` to be called before this browser forgets the member. */
export const beforeLeaving = (wipe: Wipe): number => wipes.push(wipe);

/** Loads a whole new document, so that nothing of the member stays in memory. */
export async function leave(to: string): Promise<void> {
  // One that fails must not stop the others, or keep the person from leaving.
  await Promise.allSettled(wipes.map((wipe) => wipe()));
  keptInTab.clear();
  location.replace(to);
}

/** After a sign-in: the server writes the next document, and the worker may keep it. */
export const enter = (to: string): void => location.assign(to);

/**
 * Tells the worker that the member signs out, before the server is asked: the phone deletes everything at once.
 * @returns whether the worker will tell the server before it fetches anything else
 */
export const signOutHere = async (): Promise<boolean> =>
  (await askWorker({ type: 'sign-out' })) === true;
