import { useEffect, useState } from 'react';
import type { RewardOffer } from '#contract/member.ts';
import { usePage } from '#shopper/ui/page-context.tsx';
import { keptInTab } from '#web/browser-storage.ts';

/** Ids of the document that a form has taken. */
const taken = new Set<string>();

/**
 * The id of a redemption that is about to be asked for, stored until its answer came. A double tap, or a new try after
 * the signal or the page was lost, asks for the same redemption. Another price that the member chose is another one.
 */
export function useKeptId(offer: RewardOffer): { id: string; spend: () => void } {
  const { formIds } = usePage();
  const [id, setId] = useState(() => {
    const given = formIds[0];
    return given && !taken.has(given) ? given : crypto.randomUUID();
  });
  const place = `redemption ${offer.id}${offer.range ? ` ${offer.points}` : ''}`;
  useEffect(() => {
    const earlier = keptInTab.read(place);
    const its = earlier ?? (taken.has(id) ? crypto.randomUUID() : id);
    taken.add(its);
    if (!earlier) keptInTab.write(place, its);
    setId(its);
  }, [id, place]);
  return { id, spend: () => keptInTab.drop(place) };
}
