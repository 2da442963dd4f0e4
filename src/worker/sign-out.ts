import { memberApi } from '#contract/paths.ts';
import { type FromWorker, owedCache } from '#contract/worker.ts';
import { forget } from './kept.ts';
import { hangMs, type NoAnswer, reach } from './network.ts';

declare const self: ServiceWorkerGlobalScope;

/**
 * Marks a sign-out as not confirmed by the server: no script can delete the session's cookie.
 * @returns whether it is marked; a storage that fails marks nothing
 */
export async function owe(): Promise<boolean> {
  await caches.open(owedCache).catch(() => null);
  return isOwed();
}

/**
 * The member signs out in one of our pages: the phone deletes everything at once, whether or not the server hears of
 * it.
 * @param leaver the tab where it happened; the other tabs are told
 */
export async function leaveHere(leaver: string | undefined): Promise<void> {
  const signedOut: FromWorker = { type: 'signed-out' };
  await forget();
  for (const client of await self.clients.matchAll({ type: 'window' }))
    if (client.id !== leaver) client.postMessage(signedOut);
}

/**
 * Sends a script's sign-out. The page has told the worker before. A page of an older version has not; then the sign-out
 * is marked if the network fails.
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

/**
 * Sends a sign-in. When the server has accepted it, the kept documents belong to the last member and are deleted, and a
 * pending sign-out is settled by the new session.
 */
export async function sendSignIn(request: Request): Promise<Response> {
  const answer = await fetch(request);
  if (isHeard(answer)) await Promise.allSettled([caches.delete(owedCache), forget()]);
  return answer;
}

/**
 * Sends the choice of a language. The kept documents are in the old one, and are deleted when the server knows the new
 * one.
 */
export async function sendLanguage(request: Request): Promise<Response> {
  const answer = await fetch(request);
  if (isHeard(answer)) await forget();
  return answer;
}

/** Tells the server of a pending sign-out. Nothing may be fetched until it has heard. */
export async function settle(): Promise<'even' | NoAnswer> {
  if (!(await isOwed())) return 'even';
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  const answer = await reach(memberApi.signOut, { method: 'POST', headers, body: '{}' }, hangMs);
  if (!answer) return 'silent';
  // JSON without success comes from our server, which can't answer now; anything else from a café's network.
  if (!isHeard(answer)) return isJson(answer) ? 'silent' : 'not-ours';
  await caches.delete(owedCache);
  return 'even';
}

const isOwed = (): Promise<boolean> => caches.has(owedCache).catch(() => false);

const isJson = ({ headers }: Response): boolean =>
  headers.get('content-type')?.startsWith('application/json') === true;

/** A captive portal says 200 too, but not in JSON. */
const isHeard = (answer: Response): boolean => answer.ok && isJson(answer);
