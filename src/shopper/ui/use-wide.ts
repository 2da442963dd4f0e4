import { useEffect, useState } from 'react';
import { wideScreen } from '#contract/document.ts';
import { useVisit } from '#shopper/api/queries.ts';
import { usePage } from '#shopper/ui/page-context.tsx';

/**
 * Whether what a wide screen adds to a member's pages is here. It is asked for when the screen is wide, so a phone never
 * loads it; without it every page works as on a phone.
 */
export function useWide(): boolean {
  const { words } = usePage();
  const signedIn = useVisit()?.signedIn;
  const [here, setHere] = useState(false);
  useEffect(() => {
    const screen = matchMedia(wideScreen);
    const look = () => {
      if (signedIn && screen.matches)
        words.learn('wide').then(
          () => setHere(true),
          () => {},
        );
    };
    look();
    // For as long as the document lives, which is one member's.
    screen.onchange = look;
  }, [words, signedIn]);
  return here;
}
