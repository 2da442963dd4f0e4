import { type ReactNode, useEffect, useState } from 'react';
import { usePage, type Words } from '#shopper/ui/page-context.tsx';

/** A script that got lost on its way is asked for again after this time, as long as its page is open. */
const againMs = 2_000;

/** Draws its children when their words and script are here; on a first page they always are. */
export function WhenLoaded({ as, children }: { as: Words; children: ReactNode }) {
  const { words } = usePage();
  // Names the kind, because React reuses this place for the next page: the same value twice would draw nothing.
  const [, drawWith] = useState<Words>();
  const known = words.has(as);
  useEffect(() => {
    let here = true;
    const learn = () => {
      if (here)
        words.learn(as).then(
          () => here && drawWith(as),
          () => setTimeout(learn, againMs),
        );
    };
    if (!known) learn();
    return () => {
      here = false;
    };
  }, [words, as, known]);
  return known ? children : null;
}
