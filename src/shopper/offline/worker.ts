import type { QueryClient } from '@tanstack/react-query';
import { Workbox } from 'workbox-window/build/workbox-window.prod.mjs';
import { paths, workerFile } from '#contract/paths.ts';
import { leave } from '#shopper/api/session.ts';
import { keepInStep } from './keep-in-step.ts';
import { offerUpdate } from './update.ts';

/**
 * How long to wait for a new worker. A busy worker is not replaced, and Chromium ends some only together with their
 * page.
 */
const timeoutMs = 2_000;

/**
 * Registers the service worker when the page has loaded, and lets it keep the pages of `client`.
 * @param client null while nobody is signed in
 */
export function startWorker(client: QueryClient | null): void {
  const { serviceWorker } = navigator;
  // Missing without HTTPS, and the development server has no worker.
  if (!import.meta.env.PROD || !serviceWorker) return;
  const workbox = new Workbox(scriptUrl());
  let agreed = false;
  const bring = () => {
    agreed = true;
    workbox.messageSkipWaiting();
    setTimeout(() => location.reload(), timeoutMs);
  };
  // A still newer version may arrive after the person agreed and before that version is there.
  workbox.addEventListener('waiting', () => (agreed ? bring() : offerUpdate(bring)));
  workbox.addEventListener('controlling', ({ isUpdate }) => {
    if (agreed) location.reload();
    // Another tab agreed. This tab may show a voucher, so it asks too.
    else if (isUpdate) offerUpdate(() => location.reload());
  });
  // A browser that blocks storage refuses, and the app works as a website.
  workbox.register().catch(() => {});
  // An installed app may be open for weeks without being loaded.
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) workbox.update().catch(() => {});
  });
  // The worker's only message: somebody signed out in another tab.
  serviceWorker.addEventListener('message', () => leave(paths.home));
  if (client) void keepInStep(client, serviceWorker);
}

interface Policies {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): string };
}

/** Pages demand Trusted Types: only our script may be started as a worker. */
function scriptUrl(): string {
  // TypeScript's library does not know Trusted Types yet.
  const { trustedTypes } = globalThis as { trustedTypes?: Policies };
  const policy = trustedTypes?.createPolicy('tillpass-worker', {
    createScriptURL: () => workerFile,
  });
  return policy?.createScriptURL('') ?? workerFile;
}
