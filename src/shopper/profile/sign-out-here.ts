import { paths } from '#contract/paths.ts';
import { askWorker } from '#shopper/api/ask-worker.ts';
import { exit } from '#shopper/api/session.ts';

/**
 * Tells the worker that the member signs out, before the server is asked: the phone deletes everything at once.
 * @returns whether the worker will tell the server before it fetches anything else
 */
export async function signOutHere(): Promise<boolean> {
  exit.to = paths.home;
  return (await askWorker({ type: 'sign-out' })) === true;
}
