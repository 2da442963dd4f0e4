import { outline } from '#domain/values/outline.ts';
import { directionOf, type Language } from '#i18n/language.ts';
import { matrixOf } from '#server/vendors/symbols/matrix.ts';
import { Html, html } from '#server/words/mail/html.ts';

/** White around a QR code, in modules: its standard asks for four, and coloured print next to it needs no less. */
const quiet = 4;

/** A QR code of an address in this size, its white included. */
export async function qrOf(address: string, millimetres: number): Promise<Html> {
  const rows = await matrixOf('qr', shortest(address));
  const across = rows.length + 2 * quiet;
  const path = outline(rows, { left: quiet, top: quiet });
  return html`<svg class="qr" width="${millimetres}mm" height="${millimetres}mm" viewBox="0 0 ${across} ${across}"
shape-rendering="crispEdges" role="img" aria-label="${address}"><path d="M0 0h${across}v${across}h-${across}z" fill="#fff"/><path d="${path}"/></svg>`;
}

/** The beginning of an address may be in capitals, of which a QR code holds more: its modules become larger. */
const shortest = (address: string): string =>
  address.replace(/^[a-z]+:\/\/[^/]+/, (origin) => origin.toUpperCase());

/** A page to print that loads nothing: no font, no picture, and no script but a line of its own. */
export function printPage(
  { language, title, style }: { language: Language; title: string; style: string },
  sheets: readonly Html[],
): string {
  return html`<!doctype html><html lang="${language}" dir="${directionOf(language)}"><head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${title}</title>
<style>${new Html(styleOfPage(style))}</style></head><body>
${sheets}</body></html>`.text;
}

/** The whole style of a page to print, as it stands in it. */
export const styleOfPage = (style: string): string => common + style;

const common = `@page{size:A4;margin:0}
*{box-sizing:border-box}
body{margin:0;color:#000;background:#fff;font:12pt/1.35 system-ui,sans-serif}
svg{display:block;print-color-adjust:exact;forced-color-adjust:none}
p,h1,h2{margin:0}
.sheet{width:210mm;height:297mm;overflow:hidden;break-after:page}
@media screen{body{background:#ddd}.sheet{margin:6mm auto;background:#fff}}
${[
  // A sheet is 794 pixels wide, and paper stays as large as it is: only on a screen it is made to fit.
  [850, 0.72],
  [640, 0.56],
  [480, 0.45],
  [385, 0.4],
  [340, 0.36],
]
  .map(([width, zoom]) => `@media screen and (max-width:${width}px){.sheet{zoom:${zoom}}}`)
  .join('\n')}
`;
