import { memberApi } from '#contract/paths.ts';
import { type FromWorker, owedCache } from '#contract/worker.ts';
import { forget } from './kept.ts';
import { hangMs, type NoAnswer, reach } from './network.ts';

declare const self: ServiceWorkerGlobalScope;

/**
 * Writes down that a sign-out is owed until the server has confirmed it: the session's cookie is out of reach for scripts.
 * @returns whether it is; a storage that fails owes nothing
 */
export async function owe(): Promise<boolean> {
  await caches.open(owedCache).catch(() => null);
  return isOwed();
}

/**
 * The member signs out in one of our own pages: the phone forgets at once, whether or not the server hears of it.
 * @param leaver the tab where it happened; the others are told
 */
export async function leaveHere(leaver: string | undefined): Promise<void> {
  const farewell: FromWorker = { type: 'signed-out' };
  await forget();
  for (const client of await self.clients.matchAll({ type: 'window' }))
    if (client.id !== leaver) client.postMessage(farewell);
}

/**
 * Sends what a script of ours signs out with. The page has said so before; one of an older version has not, and owes the
 * sign-out once the network has failed.
 */
export async function sendSignOut({ request, clientId }: FetchEvent): Promise<Response> {
  try {
    const answer = await fetch(request);
    if (isHeard(answer)) await caches.delete(owedCache).catch(() => false);
    return answer;
  } catch (error) {
    if (!(await isOwed())) await Promise.all([owe(), leaveHere(clientId)]);
    throw error;
  }
}

/** Sends a sign-in. Once the server took it, what is kept is the last member's, and the session that was to end is replaced. */
export async function sendSignIn(request: Request): Promise<Response> {
  const answer = await fetch(request);
  if (isHeard(answer)) await Promise.allSettled([caches.delete(owedCache), forget()]);
  return answer;
}

/** Sends the choice of a language. What is kept speaks the old one, and goes once the server knows the new one. */
export async function sendLanguage(request: Request): Promise<Response> {
  const answer = await fetch(request);
  if (isHeard(answer)) await forget();
  return answer;
}

/** Tells the server of a sign-out that is owed. Until it has heard of it, nothing may be fetched. */
export async function settle(): Promise<'even' | NoAnswer> {
  if (!(await isOwed())) return 'even';
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  const answer = await reach(memberApi.signOut, { method: 'POST', headers, body: '{}' }, hangMs);
  if (!answer) return 'silent';
  // A server that says it can't is there, and no café's network.
  if (!isHeard(answer)) return isJson(answer) ? 'silent' : 'not-ours';
  await caches.delete(owedCache);
  return 'even';
}

const isOwed = (): Promise<boolean> => caches.has(owedCache).catch(() => false);

const isJson = ({ headers }: Response): boolean =>
  headers.get('content-type')?.startsWith('application/json') === true;

/** A captive portal says 200 too, but not in JSON. */
const isHeard = (answer: Response): boolean => answer.ok && isJson(answer);
