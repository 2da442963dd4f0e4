/**
 * The service worker: the app's files are precached, a member's documents kept, and everything else goes
 * to the network as if there were no worker.
 */
import { PrecacheController, type PrecacheEntry } from 'workbox-precaching';
import type { ToWorker } from '#contract/worker.ts';
import { leaveHere, owe, sendLanguage, sendSignIn, sendSignOut } from './farewell.ts';
import { atHand, forget, isAsset, keep } from './kept.ts';
import { changeBy, mannerOf } from './manner.ts';
import { bringNoSignal } from './no-signal.ts';
import { answerVisit } from './visit.ts';

declare const self: ServiceWorkerGlobalScope & {
  /** The build writes the list of files in its place. */
  readonly __WB_MANIFEST: PrecacheEntry[];
};

const files = new PrecacheController();
files.addToCacheList(self.__WB_MANIFEST);

self.addEventListener('install', (event) =>
  event.waitUntil(Promise.all([files.install(event), bringNoSignal()])),
);
self.addEventListener('activate', (event) =>
  // Claims the page that registered it, so that the first visit can be kept already.
  event.waitUntil(files.activate(event).then(() => self.clients.claim())),
);

// A form without scripts has been sent, and its page comes next.
let afterForm = false;

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (request.method !== 'GET') {
    // A form can be any site's. It goes on as if there were no worker, so that the browser says whose it is and leaves
    // our cookies out; what became of it the server says in the page that comes next, which is asked of nobody else.
    if (request.mode === 'navigate') afterForm = true;
    else followSending(event, pathname);
    return;
  }
  if (request.mode !== 'navigate') {
    if (isAsset(pathname)) event.respondWith(answerAsset(request));
    return;
  }
  const manner = mannerOf(pathname);
  if (manner === 'untouched') return;
  const later = (work: Promise<unknown>) => event.waitUntil(work);
  const visit = { request, path: pathname, manner, afterForm, later };
  afterForm = false;
  event.respondWith(answerVisit(visit));
});

/** What a script sends is one of our own pages'. Who comes or goes, or speaks otherwise, is known by the server's answer. */
function followSending(event: FetchEvent, pathname: string): void {
  const change = changeBy(pathname);
  if (change === 'signs-out') event.respondWith(sendSignOut(event));
  if (change === 'signs-in') event.respondWith(sendSignIn(event.request));
  if (change === 'speaks-otherwise') event.respondWith(sendLanguage(event.request));
}

/** Names of assets never change their content, so a kept one is as good, whichever version's it is. */
const answerAsset = async (request: Request): Promise<Response> =>
  (await atHand(request)) ?? fetch(request);

self.addEventListener('message', (event) => {
  const message = event.data as ToWorker; // Only our own pages can send here, and the contract types them.
  if (message.type === 'SKIP_WAITING') event.waitUntil(self.skipWaiting());
  if (message.type === 'keep') event.waitUntil(Promise.all([keep(message.paths), bringNoSignal()]));
  const answer = (said: unknown) => event.ports[0]?.postMessage(said);
  if (message.type === 'forget') event.waitUntil(forget().then(answer));
  if (message.type === 'sign-out') {
    const leaver = event.source instanceof Client ? event.source.id : undefined;
    event.waitUntil(Promise.all([owe().then(answer), leaveHere(leaver)]));
  }
});
