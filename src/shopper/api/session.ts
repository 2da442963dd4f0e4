import { paths } from '#contract/paths.ts';
import { keptInTab } from '#web/browser-storage.ts';

type Wipe = () => Promise<unknown>;
const wipes: Wipe[] = [];

/** Registers `wipe` to be called before this browser forgets the member. */
export const beforeLeaving = (wipe: Wipe): number => wipes.push(wipe);

/**
 * Where a page goes whose session has ended: to the sign-in, which says so, unless the person is on the way elsewhere.
 * Signing out ends running questions of the page so too, some of them before its own answer comes.
 */
export const exit: { to: string } = { to: paths.signIn };

/** Loads a whole new document, so that nothing of the member stays in memory. */
export async function leave(to = exit.to): Promise<void> {
  exit.to = to;
  // One that fails must not stop the others, or keep the person from leaving.
  await Promise.allSettled(wipes.map((wipe) => wipe()));
  keptInTab.clear();
  location.replace(exit.to);
}

/** After a sign-in: the server writes the next document, and the worker may keep it. */
export const enter = (to: string): void => location.assign(to);
