/**
 * The service worker. It precaches the app's files, keeps a member's documents, and lets everything else go to the
 * network as if there were no worker.
 */
import { PrecacheController, type PrecacheEntry } from 'workbox-precaching';
import { pictures } from '#contract/paths.ts';
import type { ToWorker } from '#contract/worker.ts';
import { atHand, forget, isAsset, keep } from './kept.ts';
import { bringNoSignal } from './no-signal.ts';
import { answerPicture } from './pictures.ts';
import { leaveHere, owe, sendLanguage, sendSignIn, sendSignOut } from './sign-out.ts';
import { changeBy, strategyOf } from './strategy.ts';
import { answerVisit } from './visit.ts';

declare const self: ServiceWorkerGlobalScope & {
  /** The build replaces it by the list of files. */
  readonly __WB_MANIFEST: PrecacheEntry[];
};

const files = new PrecacheController();
files.addToCacheList(self.__WB_MANIFEST);

self.addEventListener('install', (event) =>
  event.waitUntil(Promise.all([installFiles(event), bringNoSignal()])),
);
self.addEventListener('activate', (event) =>
  // Takes over the page that registered it, so that the first visit can be kept already.
  event.waitUntil(files.activate(event).then(() => self.clients.claim())),
);

/**
 * Fetches all files at once. Workbox's own `install` fetches one after another, and each costs a slow line a round trip. What the page
 * asks for itself goes first. What the browser keeps already is taken as it is, so each file needs a hash of its content in its name:
 * the build fails when one has a revision of the list's own instead (`build/vite/plugins.ts`).
 */
function installFiles(event: ExtendableEvent): Promise<unknown> {
  const work = [...files.getURLsToCacheKeys()].flatMap(([url, cacheKey]) => {
    const request = new Request(url, { priority: 'low' });
    return files.strategy.handleAll({ event, request, params: { cacheKey } });
  });
  return Promise.all(work);
}

// True after a form was sent without a script, until its page comes.
let afterForm = false;

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (request.method !== 'GET') {
    // Any site can send a form to us. It goes on as if there were no worker, so that the browser says where it comes
    // from and leaves our cookies out. The server says what became of it in the next page, which is asked of nobody
    // else.
    if (request.mode === 'navigate') afterForm = true;
    else followSending(event, pathname);
    return;
  }
  const later = (work: Promise<unknown>) => event.waitUntil(work);
  if (request.mode !== 'navigate') {
    if (isAsset(pathname)) event.respondWith(answerAsset(request));
    if (pathname.startsWith(pictures)) event.respondWith(answerPicture(request, later));
    return;
  }
  const strategy = strategyOf(pathname);
  if (strategy === 'untouched') return;
  const visit = { request, path: pathname, strategy, afterForm, later };
  afterForm = false;
  event.respondWith(answerVisit(visit));
});

/**
 * A script's request comes from one of our own pages. The server's answer says who signed in or out, or changed the
 * language.
 */
function followSending(event: FetchEvent, pathname: string): void {
  const change = changeBy(pathname);
  if (change === 'signs-out') event.respondWith(sendSignOut(event));
  if (change === 'signs-in') event.respondWith(sendSignIn(event.request));
  if (change === 'speaks-otherwise') event.respondWith(sendLanguage(event.request));
}

/** An asset's name contains a hash of its content, so a kept one is right for every version. */
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
