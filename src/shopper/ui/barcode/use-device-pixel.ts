import { type RefObject, useLayoutEffect } from 'react';

/**
 * Tells the style sheet this display's exact device pixel, and how far the card is from the pixel grid. Without it the
 * style sheet knows only the ratios of usual phones; browser zoom and unusual displays (1.1, 2.2) have others, and a
 * centred card may begin at half a pixel. Set through CSSOM, which a Content-Security-Policy without unsafe-inline
 * allows.
 */
export function useDevicePixel(card: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => (card.current ? followDevicePixel(card.current) : undefined), [card]);
}

/** Keeps `card` aligned until the returned function is called. */
function followDevicePixel(card: HTMLElement): () => void {
  const stop = new AbortController();

  function align(): void {
    const left = card.getBoundingClientRect().left * devicePixelRatio;
    card.style.setProperty('--device-pixel', `${1 / devicePixelRatio}px`);
    card.style.setProperty('--to-grid', `${(Math.round(left) - left) / devicePixelRatio}px`);
  }

  // A media query can only say that the ratio is no longer this one, so each change makes a new query.
  function watchRatio(): void {
    const options = { once: true, signal: stop.signal };
    matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener(
      'change',
      () => {
        align();
        watchRatio();
      },
      options,
    );
  }

  // A window or a scroll bar can move the card without resizing it, so the page is watched too.
  const sizes = new ResizeObserver(align);
  sizes.observe(card);
  sizes.observe(document.documentElement);
  align();
  watchRatio();
  return () => {
    sizes.disconnect();
    stop.abort();
  };
}
