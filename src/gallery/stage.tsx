import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { brandSheet } from '#server/http/pages/brand-sheet.ts';
import type { Sight } from './sight.ts';
import type { State } from './state.ts';
import { brands, shop } from './values/shop.ts';

const phoneHeight = 740;

interface StageProps {
  readonly state: State;
  readonly sheet: string;
  readonly sight: Sight;
}

/**
 * A state in a window of its own, as high as its content: what is fixed to the screen, depends on the width or is modal
 * behaves as on a phone. Its components run in the gallery's own script, so a change shows at once.
 */
export function Stage({ state, sheet, sight }: StageProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [root, setRoot] = useState<HTMLElement | null>(null);
  const press = 'press' in state ? state.press : undefined;

  useLayoutEffect(() => {
    const made = frame.current;
    const begin = () => setRoot(made?.contentDocument?.getElementById('root') ?? null);
    made?.addEventListener('load', begin);
    return () => made?.removeEventListener('load', begin);
  }, []);
  useEffect(() => {
    if (!root) return;
    if (press) root.querySelector<HTMLElement>(press)?.click();
    // Measured at the height of a phone's screen, because content that is as high as its frame would grow at each
    // measuring.
    const fit = () => {
      const box = frame.current;
      if (!box) return;
      box.style.blockSize = `${phoneHeight}px`;
      box.style.blockSize = `${evenlyUp(root.ownerDocument.documentElement.scrollHeight)}px`;
    };
    const watcher = new ResizeObserver(fit);
    watcher.observe(root);
    return () => watcher.disconnect();
  }, [root, press]);

  return (
    <figure style={{ inlineSize: sight.width }}>
      <figcaption>{state.name}</figcaption>
      <iframe
        ref={frame}
        title={state.name}
        srcDoc={'html' in state ? dressed(state.html, sight) : emptyDocument(sheet, sight)}
        style={{ blockSize: phoneHeight, colorScheme: sight.theme }}
        data-drawn={root !== null}
      />
      {root && 'drawn' in state && createPortal(state.drawn, root)}
    </figure>
  );
}

/** Photographs are taken at half size: see gallery.css. */
const evenlyUp = (pixels: number): number => Math.ceil(pixels / 2) * 2;

/** Letters of one width each; those that it lacks keep their room and are not seen. */
const lettersOfFile = `
@font-face { font-family: file; src: url(/node_modules/bwip-js/fonts/OCRB7.ttf); size-adjust: 84%; }
*, ::before, ::after { font-family: file !important; text-rendering: geometricPrecision; }
[lang='ar'] { overflow: hidden; inline-size: 5rem; block-size: 48px; color: #0000 !important; }`;

const emptyDocument = (sheet: string, sight: Sight): string =>
  dressed(
    `<!doctype html><html lang="${sight.language}"><style>${sheet}</style><div id="root"></div></html>`,
    sight,
  );

/** A document in the sight's direction, theme and brand. */
function dressed(html: string, sight: Sight): string {
  const program = { ...shop, brand: { ...shop.brand, color: brands[sight.brand] } };
  const letters = sight.letters === 'file' ? lettersOfFile : '';
  return html
    .replace(/ dir="(?:ltr|rtl)"/, '')
    .replace('<html', `<html dir="${sight.direction}" style="color-scheme:${sight.theme}"`)
    .replace('<div id="root">', `<style>${brandSheet(program)}${letters}</style>$&`);
}
