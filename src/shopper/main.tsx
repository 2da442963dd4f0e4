import type { QueryClient } from '@tanstack/react-query';
import { startTransition, useEffect } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { isKept, rootId, stateId } from '#contract/document.ts';
import type { PageState } from '#contract/page.ts';
import { pages } from '#contract/pages.ts';
import { paths } from '#contract/paths.ts';
import { followNews } from '#shopper/api/news.ts';
import { beforeLeaving } from '#shopper/api/session.ts';
import { broughtBy, fill, makeClient } from '#shopper/api/store.ts';
import { App } from '#shopper/app.tsx';
import { mend, standsAside } from '#shopper/offline/mend.ts';
import { wipeMemberData } from '#shopper/offline/wipe.ts';
import { languageOf, pageOf } from '#shopper/page.ts';
import { wordsAt } from '#shopper/router.tsx';
import { loadWords } from '#shopper/words.ts';
import { learnClock } from '#web/clock.ts';
import { createValue } from '#web/value.ts';

const root = document.getElementById(rootId);
// The worker removes the markup when it uses the wallet's document for another address.
const shell = !root?.firstChild;

/** A document that this script can't show, maybe from another version, is asked for again. */
const onUncaughtError = (error: unknown): void =>
  void mend(error, shell ? [location.pathname, paths.wallet] : [location.pathname]);

/** The words of a member's pages. */
const memberWords = new Set(
  Object.values(pages).flatMap(({ who, words }) => (who === 'member' ? words : [])),
);

/** A phone that is never idle fetches the other pages after this time. */
const idleMs = 1_000;

async function start(): Promise<void> {
  const text = document.getElementById(stateId)?.textContent;
  if (!root || !text) throw new Error('the document lacks its root or its state');
  // The server wrote it with the same type.
  const state = JSON.parse(text) as PageState;

  // Only a document straight from the server has the right time; a kept one may be days old.
  if (!isKept(state)) learnClock(state);

  const signedIn = broughtBy(state, 'visit')?.signedIn ?? false;
  const client = fill(makeClient(), state);
  const first = wordsAt(location.pathname, signedIn);
  const loaded = await loadWords(languageOf(state), first).catch(() => null);
  // The network was lost on the way. What the server drew works without scripts.
  if (!loaded) return;
  const { t, words } = loaded;
  let tellDrawn = () => {};
  const drawn = new Promise<void>((resolve) => {
    tellDrawn = resolve;
  });
  const app = (
    <BrowserRouter>
      <App
        page={pageOf(state, t, words)}
        client={client}
        install={<Later name="Offers" />}
        update={
          <>
            <Drawn tell={tellDrawn} />
            <Later name="BarcodeShortcut" />
            <Later name="UpdateNotice" />
          </>
        }
      />
    </BrowserRouter>
  );
  // In a transition React works in slices, so that a tap is noticed meanwhile: drawing a page takes a cheap phone a
  // quarter of a second.
  startTransition(() => {
    if (shell) createRoot(root, { onUncaughtError }).render(app);
    else hydrateRoot(root, app, { onUncaughtError });
  });
  if (signedIn) {
    followNews(client);
    // Prepares the other tabs before anyone opens them.
    whenIdle(() => {
      for (const name of memberWords) words.learn(name).catch(() => {});
    });
  }
  // Early, because somebody may leave at once.
  beforeLeaving(wipeMemberData);
  void startLater(signedIn ? client : null, !state.failure, drawn);
}

/** Tells when the page is drawn. */
function Drawn({ tell }: { tell: () => void }) {
  useEffect(tell, [tell]);
  return null;
}

const later = createValue<typeof import('#shopper/offline/later.ts') | null>(null);

/** A part of the later script. If that does not arrive, the page is a website until the next visit. */
function Later({ name }: { name: 'BarcodeShortcut' | 'Offers' | 'UpdateNotice' }) {
  const Part = later.use()?.[name];
  return Part && <Part />;
}

/** @param drawn what is known better than the document waits for it, or the app would draw another page than stands there */
async function startLater(
  client: QueryClient | null,
  isAnswered: boolean,
  drawn: Promise<void>,
): Promise<void> {
  const part = await import('#shopper/offline/later.ts').catch(() => null);
  await drawn;
  part?.startLater(client, isAnswered);
  later.set(part);
}

/** Calls `act` when the browser is idle; Safari has no function for it yet. */
function whenIdle(act: () => void): void {
  if ('requestIdleCallback' in window) requestIdleCallback(act, { timeout: idleMs });
  else setTimeout(act, idleMs);
}

if (!standsAside(shell)) start().catch(onUncaughtError);
