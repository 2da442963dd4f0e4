import { keptInTab } from '#web/browser-storage.ts';
import { askWorker } from './ask-worker.ts';

type Wipe = () => Promise<unknown>;
const wipes: Wipe[] = [];

/** Has `wipe` called before this browser forgets the member. */
export const beforeLeaving = (wipe: Wipe): number => wipes.push(wipe);

/** A whole new document: what the old one knew of the member goes with it. */
export async function leave(to: string): Promise<void> {
  // One that fails must not keep the others, or the person, from going.
  await Promise.allSettled(wipes.map((wipe) => wipe()));
  keptInTab.clear();
  location.replace(to);
}

/** Signed in: the server writes the next document, and the worker may keep it. */
export const enter = (to: string): void => location.assign(to);

/**
 * Says to the worker that the member signs out here, before the server is asked: the phone forgets at once.
 * @returns whether the sign-out is owed: the worker then tells the server before it fetches anything else
 */
export const signOutHere = async (): Promise<boolean> =>
  (await askWorker({ type: 'sign-out' })) === true;
