import { useEffect, useState } from 'react';
import { wideMedia } from '#contract/document.ts';
import { useVisit } from '#shopper/api/queries.ts';
import { usePage } from '#shopper/ui/page-context.tsx';

/**
 * Whether what a wide screen adds to a member's pages shows: while their sheet holds, whose styles it needs, so a tablet
 * that is turned loses both. Paper counts, or printing would take away what is for paper alone. A phone never loads it;
 * without it every page works as on a phone.
 */
export function useWide(): boolean {
  const { words } = usePage();
  const signedIn = useVisit()?.signedIn;
  const [here, setHere] = useState(false);
  useEffect(() => {
    const screen = matchMedia(wideMedia);
    const look = () => {
      if (signedIn && screen.matches)
        words.learn('wide').then(
          () => setHere(screen.matches),
          () => {},
        );
      else setHere(false);
    };
    look();
    screen.addEventListener('change', look);
    return () => screen.removeEventListener('change', look);
  }, [words, signedIn]);
  return here;
}
