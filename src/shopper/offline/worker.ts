import type { QueryClient } from '@tanstack/react-query';
import { Workbox } from 'workbox-window/build/workbox-window.prod.mjs';
import { paths, workerFile } from '#contract/paths.ts';
import { leave } from '#shopper/api/session.ts';
import { keepInStep } from './keep-in-step.ts';
import { offerUpdate } from './update.ts';

/** A worker that is still busy is not replaced, and Chromium lets go of some only with their page. */
const patienceMs = 2_000;

/**
 * Registers the service worker once the page has loaded, and has it keep what `client` shows.
 * @param client null while nobody is signed in
 */
export function startWorker(client: QueryClient | null): void {
  const { serviceWorker } = navigator;
  // Missing without HTTPS. The development server has no worker.
  if (!import.meta.env.PROD || !serviceWorker) return;
  const workbox = new Workbox(scriptUrl());
  let agreed = false;
  const bring = () => {
    agreed = true;
    workbox.messageSkipWaiting();
    setTimeout(() => location.reload(), patienceMs);
  };
  // A still newer version may take the place of the one that was agreed to before that is there.
  workbox.addEventListener('waiting', () => (agreed ? bring() : offerUpdate(bring)));
  workbox.addEventListener('controlling', ({ isUpdate }) => {
    if (agreed) location.reload();
    // Agreed to in another tab: this one may have a voucher on its screen, so it asks too.
    else if (isUpdate) offerUpdate(() => location.reload());
  });
  // A browser that blocks storage refuses, and the app works as a website.
  workbox.register().catch(() => {});
  // An installed app is opened for weeks without ever being loaded.
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) workbox.update().catch(() => {});
  });
  // The worker's one message: somebody signed out in another tab.
  serviceWorker.addEventListener('message', () => leave(paths.home));
  if (client) void keepInStep(client, serviceWorker);
}

interface Policies {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): string };
}

/** Pages demand Trusted Types: the one script that may be started is ours. */
function scriptUrl(): string {
  // TypeScript's library does not know Trusted Types yet.
  const { trustedTypes } = globalThis as { trustedTypes?: Policies };
  const policy = trustedTypes?.createPolicy('tillpass-worker', {
    createScriptURL: () => workerFile,
  });
  return policy?.createScriptURL('') ?? workerFile;
}
