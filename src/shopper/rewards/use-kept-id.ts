import { useEffect, useState } from 'react';
import { usePage } from '#shopper/ui/page-context.tsx';
import { keptInTab } from '#web/browser-storage.ts';

/** Ids of the document that a form has taken. */
const taken = new Set<string>();

/**
 * The id of a redemption that is about to be asked for, stored until its answer came. A double tap, or a new try after
 * the signal or the page was lost, asks for the same redemption.
 */
export function useKeptId(rewardId: string): { id: string; spend: () => void } {
  const { formIds } = usePage();
  const [id, setId] = useState(() => {
    const given = formIds[0];
    return given && !taken.has(given) ? given : crypto.randomUUID();
  });
  const place = `redemption ${rewardId}`;
  useEffect(() => {
    taken.add(id);
    const earlier = keptInTab.read(place);
    if (earlier) setId(earlier);
    else keptInTab.write(place, id);
  }, [id, place]);
  return { id, spend: () => keptInTab.drop(place) };
}
