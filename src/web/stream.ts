import type { Reads, Stream } from '#contract/endpoint.ts';

/** The kinds of messages on a live stream (`live-stream.ts` on the server). */
const events = ['news', 'changed', 'here'] as const;

export interface StreamHeard {
  /** A message of any kind; `news` comes first, when the server has begun to listen. */
  onSaid(event: (typeof events)[number], data: string): void;
  /** The stream was lost, could not be opened, or the page is hidden. */
  onLost(): void;
}

/** Spread over time, so that pages that lost the stream together do not return together. */
const reopenMs = (failures: number): number =>
  (500 + Math.random() * 1_000) * (failures > 20 ? 10 : 1);

/** The timeouts for the first message and for the next ones; the server sends one every fifteen seconds. */
const timeoutMs = { first: 6_000, next: 25_000 };

/**
 * Follows a live stream while the page can be seen. It opens the stream again until it works, because browsers give up
 * for good after one refusal, and do not notice a stream that died silently.
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
    next(lost, timeoutMs.first);
    for (const event of events)
      source.addEventListener(event, ({ data }) => {
        failures = 0;
        next(lost, timeoutMs.next);
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
