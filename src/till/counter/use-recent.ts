import { useCallback, useEffect, useEffectEvent, useState } from 'react';
import { tillApi } from '#contract/paths.ts';
import type { RecentUse } from '#contract/till.ts';
import { read } from '#web/client.ts';
import { followStream } from '#web/stream.ts';

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
    changed();
    // Again once the server listens, and with each change: what happened in between was told to nobody.
    return followStream(tillApi.live, {
      onSaid: (event) => event !== 'here' && changed(),
      onLost: () => {},
    });
  }, []);
  return { recent, refresh, changes };
}
