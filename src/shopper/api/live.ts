import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { api } from '#contract/links.ts';
import { isReached, noteReach } from '#web/reach.ts';
import { followStream } from '#web/stream.ts';
import { askAll, followNews, hearNews } from './news.ts';

let streaming = false;
const listeners = new Set<() => void>();

function say(yes: boolean): void {
  streaming = yes;
  for (const listener of listeners) listener();
}

/**
 * Listens for changes of the member's points and vouchers while the page can be seen, and asks for what has changed.
 */
export function listen(client: QueryClient): void {
  followNews(client);
  followStream(api.live, {
    onSaid(event, data) {
      // Only our server sends this.
      noteReach('reached');
      say(true);
      hearNews(client, Number(data), event === 'news');
    },
    onLost() {
      say(false);
      // Finds out at once whether there is a signal, and so shows how old the page is. If there is one but no stream
      // gets through, the page asks as often as it tries to open one.
      if (!document.hidden && isReached()) askAll(client);
    },
  });
}

/** True while the server can report changes by itself. */
export const useLive = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => streaming,
    () => false,
  );
