import type { Reads, Stream } from '#contract/endpoint.ts';

/** What the server says on a live stream (`live-stream.ts` there). */
const events = ['news', 'changed', 'here'] as const;

export interface StreamHeard {
  /** A message, of whichever kind; `news` comes first, once the server has begun to listen. */
  onSaid(event: (typeof events)[number], data: string): void;
  /** Nobody listens now: the stream was lost, could not be opened, or the page is hidden. */
  onLost(): void;
}

/** Not all pages that lost it at the same moment come back at the same moment. */
const reopenMs = (failures: number): number =>
  (500 + Math.random() * 1_000) * (failures > 20 ? 10 : 1);

/** For the first message; and for the next, since the server says something every fifteen seconds. */
const patienceMs = { first: 6_000, next: 25_000 };

/**
 * Follows a live stream for as long as the page can be seen. Browsers give a stream up for good when it was refused
 * once, and do not notice one that died without a word: it is opened anew until it speaks.
 * @returns how to stop
 */
export function followStream(path: Reads<Stream>, { onSaid, onLost }: StreamHeard): () => void {
  let source: EventSource | null = null;
  let timer = 0;
  let failures = 0;
  const next = (what: () => void, afterMs: number) => {
    clearTimeout(timer);
    timer = window.setTimeout(what, afterMs);
  };
  const close = () => {
    clearTimeout(timer);
    source?.close();
  };
  const lost = () => {
    close();
    onLost();
    next(open, reopenMs(failures++));
  };
  const open = () => {
    close();
    if (document.hidden) return onLost();
    source = new EventSource(path);
    source.onerror = lost;
    next(lost, patienceMs.first);
    for (const event of events)
      source.addEventListener(event, ({ data }) => {
        failures = 0;
        next(lost, patienceMs.next);
        onSaid(event, data);
      });
  };
  const leaving = new AbortController();
  const { signal } = leaving;
  document.addEventListener('visibilitychange', open, { signal });
  addEventListener('online', open, { signal });
  addEventListener('offline', lost, { signal });
  open();
  return () => {
    leaving.abort();
    close();
  };
}
