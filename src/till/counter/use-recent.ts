import { useCallback, useEffect, useEffectEvent, useState } from 'react';
import { tillLinks } from '#contract/links.ts';
import type { RecentUse } from '#contract/till.ts';
import { useWords } from '#till/kit/words.tsx';
import { read } from '#web/client.ts';
import { followStream } from '#web/stream.ts';

/**
 * What was redeemed here in the last day, in the language that the server answers in. `onChanged` is told, and `changes`
 * counts, when something at this store changed.
 */
export function useRecent(onChanged: () => void) {
  const [recent, setRecent] = useState<readonly RecentUse[]>([]);
  const [changes, setChanges] = useState(0);
  const { heard } = useWords();
  const refresh = useCallback(() => {
    // Without an answer yesterday's truth stays; the next change asks again.
    read(tillLinks.recent).then(setRecent, () => {});
  }, []);
  const changed = useEffectEvent(() => {
    refresh();
    setChanges((before) => before + 1);
    onChanged();
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: another language is another list.
  useEffect(() => changed(), [heard]);
  useEffect(() => {
    // Again once the server listens, and with each change: what happened in between was told to nobody.
    return followStream(tillLinks.live, {
      onSaid: (event) => event !== 'here' && changed(),
      onLost: () => {},
    });
  }, []);
  return { recent, refresh, changes };
}
