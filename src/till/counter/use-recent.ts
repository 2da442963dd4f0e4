import { useCallback, useEffect, useEffectEvent, useState } from 'react';
import { tillLinks } from '#contract/links.ts';
import type { RecentUse } from '#contract/till.ts';
import { useWords } from '#till/kit/words.tsx';
import { read } from '#web/client.ts';
import { newest } from '#web/newest.ts';
import { followStream } from '#web/stream.ts';

/**
 * What was redeemed here in the last day, in the language of the server's answers. When something changed in this
 * store, `onChanged` is called and `changes` counts up.
 */
export function useRecent(onChanged: () => void) {
  const [recent, setRecent] = useState<readonly RecentUse[]>([]);
  const [changes, setChanges] = useState(0);
  const { heard } = useWords();
  const [lists] = useState(newest);
  const refresh = useCallback(() => {
    const isNewest = lists.begin();
    // Without an answer the old list stays; the next change asks again.
    read(tillLinks.recent).then(
      (list) => isNewest() && setRecent(list),
      () => {},
    );
  }, [lists]);
  const changed = useEffectEvent(() => {
    refresh();
    setChanges((before) => before + 1);
    onChanged();
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: another language is another list.
  useEffect(() => changed(), [heard]);
  useEffect(() => {
    // Asks again when the server begins to listen, and at each change: changes in between were told to nobody.
    return followStream(tillLinks.live, {
      onSaid: (event) => event !== 'here' && changed(),
      onLost: () => {},
    });
  }, []);
  return { recent, refresh, changes };
}
