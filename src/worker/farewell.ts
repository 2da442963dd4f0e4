import { memberApi } from '#contract/paths.ts';
import { type FromWorker, owedCache } from '#contract/worker.ts';
import { forget } from './kept.ts';
import { hangMs, type NoAnswer, reach } from './network.ts';

declare const self: ServiceWorkerGlobalScope;

/**
 * A sign-out is on its way to the server. The phone forgets at once, whether or not it arrives, and owes it
 * until the server has confirmed it: the session's cookie is out of reach for scripts.
 * @param leaver the tab where it happened; the others are told
 */
export async function signOutHere(leaver: string): Promise<void> {
  const farewell: FromWorker = { type: 'signed-out' };
  await Promise.allSettled([caches.open(owedCache), forget()]);
  for (const client of await self.clients.matchAll({ type: 'window' }))
    if (client.id !== leaver) client.postMessage(farewell);
}

/** Somebody signs in anew, which replaces the session that was to end. */
export async function signInHere(): Promise<void> {
  await Promise.allSettled([caches.delete(owedCache), forget()]);
}

/** What is kept speaks the old language, and goes once the server knows the new one: without signal it stays. */
export async function changeLanguage(request: Request): Promise<Response> {
  const answer = await fetch(request);
  // A form is led on to a page, and where to is hidden from scripts.
  if (isHeard(answer) || answer.type === 'opaqueredirect') await forget();
  return answer;
}

/** Tells the server of a sign-out that is owed. Until it has heard of it, nothing may be fetched. */
export async function settle(): Promise<'even' | NoAnswer> {
  if (!(await caches.has(owedCache).catch(() => false))) return 'even';
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  const answer = await reach(memberApi.signOut, { method: 'POST', headers, body: '{}' }, hangMs);
  if (!answer) return 'silent';
  if (!isHeard(answer)) return 'not-ours';
  await caches.delete(owedCache);
  return 'even';
}

/** A captive portal says 200 too, but not in JSON. */
const isHeard = ({ ok, headers }: Response): boolean =>
  ok && headers.get('content-type')?.startsWith('application/json') === true;
