type Wipe = () => Promise<unknown>;
const wipes: Wipe[] = [];

/** Has `wipe` called before this browser forgets the member. */
export const beforeLeaving = (wipe: Wipe): number => wipes.push(wipe);

/** A whole new document: what the old one knew of the member goes with it. */
export async function leave(to: string): Promise<void> {
  // One that fails must not keep the others, or the person, from going.
  await Promise.allSettled(wipes.map((wipe) => wipe()));
  sessionStorage.clear();
  location.replace(to);
}

/** Signed in: the server writes the next document, and the worker may keep it. */
export const enter = (to: string): void => location.assign(to);

/**
 * Whether the worker has seen a sign-out go that the server did not answer. The worker then repeats it
 * before it fetches anything else.
 */
export const isSignOutOwed = (): boolean => Boolean(navigator.serviceWorker?.controller);
