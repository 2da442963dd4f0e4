import { useCallback, useEffect, useEffectEvent, useState } from 'react';
import { tillApi } from '#contract/paths.ts';
import type { RecentUse } from '#contract/till.ts';
import { read } from '#web/client.ts';

/** Browsers give a stream up for good when it was refused once, so it is opened anew. */
const reopenMs = 10_000;

/** What was redeemed here today. `onChanged` is told, and `changes` counts, when something at this store changed. */
export function useRecent(onChanged: () => void) {
  const [recent, setRecent] = useState<readonly RecentUse[]>([]);
  const [changes, setChanges] = useState(0);
  const refresh = useCallback(() => {
    // Without an answer yesterday's truth stays; the next change asks again.
    read<RecentUse[]>(tillApi.recent).then(setRecent, () => {});
  }, []);
  const changed = useEffectEvent(() => {
    refresh();
    setChanges((before) => before + 1);
    onChanged();
  });

  useEffect(() => {
    let source: EventSource | null = null;
    let timer = 0;
    const open = () => {
      clearTimeout(timer);
      source?.close();
      if (document.hidden) return;
      changed(); // Whatever changed while nobody listened.
      source = new EventSource(tillApi.live);
      source.addEventListener('changed', () => changed());
      source.addEventListener('error', () => {
        source?.close();
        timer = window.setTimeout(open, reopenMs);
      });
    };
    open();
    document.addEventListener('visibilitychange', open);
    addEventListener('online', open);
    return () => {
      clearTimeout(timer);
      source?.close();
      document.removeEventListener('visibilitychange', open);
      removeEventListener('online', open);
    };
  }, []);
  return { recent, refresh, changes };
}
