import { useEffect, useState } from 'react';

/** How long after a key or a pointer somebody still counts as sitting at the desk. */
export const attendedMs = 10 * 60_000;

const signs = ['keydown', 'pointerdown', 'pointermove'] as const;

/**
 * Tells when nobody has used the page for `attendedMs`, and when somebody does again.
 * @returns ends it
 */
export function watchUse(page: EventTarget, tell: (attended: boolean) => void): () => void {
  let timer: ReturnType<typeof setTimeout>;
  const used = () => {
    clearTimeout(timer);
    timer = setTimeout(tell, attendedMs, false);
    tell(true);
  };
  used();
  for (const sign of signs) page.addEventListener(sign, used);
  return () => {
    clearTimeout(timer);
    for (const sign of signs) page.removeEventListener(sign, used);
  };
}

/**
 * Whether somebody sits at the desk. A page that asks by itself asks only then, because each request keeps the session:
 * a desk that was left would never be signed out.
 */
export function useAttended(): boolean {
  const [attended, setAttended] = useState(true);
  useEffect(() => watchUse(window, setAttended), []);
  return attended;
}
