import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { memberApi } from '#contract/paths.ts';

let streaming = false;
const listeners = new Set<() => void>();

function say(yes: boolean): void {
  streaming = yes;
  for (const listener of listeners) listener();
}

/** Browsers give a stream up for good when it was refused once, so it is opened anew. */
const reopenMs = 10_000;

/**
 * Listens for changes of the member's points and vouchers while the page can be seen.
 * Whatever changed while nobody listened is asked for when the stream opens.
 */
export function listen(client: QueryClient): void {
  let source: EventSource | null = null;
  let timer = 0;

  const refresh = () => {
    for (const name of ['voucher', 'wallet', 'history', 'profile', 'pass'])
      void client.invalidateQueries({ queryKey: [name] });
  };
  const close = () => {
    clearTimeout(timer);
    source?.close();
    source = null;
    say(false);
  };
  const open = (missed: boolean) => {
    close();
    if (document.hidden) return;
    source = new EventSource(memberApi.live);
    source.addEventListener('open', () => {
      say(true);
      if (missed) refresh();
    });
    source.addEventListener('changed', refresh);
    source.addEventListener('error', () => {
      close();
      // Finds out at once whether there is any signal left, and so shows how old the page is.
      refresh();
      timer = window.setTimeout(open, reopenMs, true);
    });
  };
  document.addEventListener('visibilitychange', () => open(true));
  addEventListener('online', () => open(true));
  addEventListener('offline', refresh);
  open(isKept());
}

/** True while the server can tell by itself that something changed. */
export const useLive = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => streaming,
    () => false,
  );

/** The worker answered this visit, perhaps with a page from before the last change. */
function isKept(): boolean {
  const [arrival] = performance.getEntriesByType('navigation');
  return arrival instanceof PerformanceNavigationTiming && arrival.workerStart > 0;
}
