import type { QueryClient } from '@tanstack/react-query';
import { api } from '#contract/links.ts';
import { streaming } from '#shopper/api/live.ts';
import { askAll, hearNews } from '#shopper/api/news.ts';
import { isReached, noteReach } from '#web/reach.ts';
import { followStream } from '#web/stream.ts';

/**
 * Listens for changes of the member's points and vouchers while the page can be seen, and asks for what has changed.
 */
export function listen(client: QueryClient): void {
  followStream(api.live, {
    onSaid(event, data) {
      // Only our server sends this.
      noteReach('reached');
      streaming.set(true);
      hearNews(client, Number(data), event === 'news');
    },
    onLost() {
      streaming.set(false);
      // Finds out at once whether there is a signal, and so shows how old the page is. If there is one but no stream
      // gets through, the page asks as often as it tries to open one.
      if (!document.hidden && isReached()) askAll(client);
    },
  });
}
