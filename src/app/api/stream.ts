/** A page without its stream opens another one soon, and not all pages at the same moment. */
const reopenMs = { least: 500, spread: 1_000 };

/** The server says something at least every fifteen seconds. A stream that is silent for longer has died without a word. */
const silentMs = 25_000;

export interface StreamHeard {
  /** A message of the server's, of whichever kind; the first one when it has begun to listen. */
  onSaid(event: (typeof events)[number], data: string): void;
  /** It was lost, or could not be opened. */
  onLost(): void;
}

const events = ['news', 'changed', 'here'] as const;

/**
 * Listens to a live stream for as long as the page can be seen. Browsers give a stream up for good when it was refused
 * once, so it is opened anew by hand; what changed meanwhile the first message tells.
 * @returns how to stop
 */
export function followStream(path: string, { onSaid, onLost }: StreamHeard): () => void {
  let source: EventSource | null = null;
  let timer = 0;
  const close = () => {
    clearTimeout(timer);
    source?.close();
    source = null;
  };
  const lost = () => {
    close();
    onLost();
    timer = window.setTimeout(open, reopenMs.least + Math.random() * reopenMs.spread);
  };
  const open = () => {
    close();
    if (document.hidden) return onLost();
    source = new EventSource(path);
    source.onerror = lost;
    // A network that hangs refuses nothing.
    timer = window.setTimeout(lost, silentMs);
    for (const event of events)
      source.addEventListener(event, ({ data }) => {
        clearTimeout(timer);
        timer = window.setTimeout(lost, silentMs);
        onSaid(event, data);
      });
  };
  document.addEventListener('visibilitychange', open);
  addEventListener('online', open);
  addEventListener('offline', lost);
  open();
  return () => {
    close();
    document.removeEventListener('visibilitychange', open);
    removeEventListener('online', open);
    removeEventListener('offline', lost);
  };
}
