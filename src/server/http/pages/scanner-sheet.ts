import { createHash } from 'node:crypto';
import type { SymbolDrawing } from '#contract/member.ts';
import type { Store } from '#domain/program/program.ts';
import { plainProfile } from '#domain/scan/scanner-profile.ts';
import { type SheetItem, sheetOf } from '#domain/scan/scanner-sheet.ts';
import { outline } from '#domain/values/outline.ts';
import { everything } from '#i18n/everything.ts';
import { directionOf, type Language } from '#i18n/language.ts';
import type { Translate } from '#i18n/translate.ts';
import { drawSymbol } from '#server/vendors/symbols/draw-symbol.ts';
import { Html, html } from '#server/words/mail/html.ts';
import type { Document } from './template.ts';

/**
 * Inches for one module. At 300, 600 and 1200 dots an inch both are whole dots: half a millimetre, which every scanner
 * reads, and a third, about what bars have on a phone.
 */
const moduleInches = { large: 0.02, small: 4 / 300 } as const;
/** Matrix symbols are read from further away, so their modules are larger than those of bars. */
const pictureTimes = 1.5;
/** The width between the margins of A4: longer bars become finer and stay on the sheet. */
const widestInches = 7;
/** Bars as tall as a hand with a scanner needs. */
const barsInches = { large: 0.7, small: 0.45 } as const;

const style = `@page{size:A4;margin:14mm}
*{box-sizing:border-box}
body{margin:0 auto;max-width:198mm;padding:8mm;color:#000;background:#fff;font:11pt/1.4 system-ui,sans-serif}
h1{margin:0;font-size:16pt}
p{margin:1mm 0 0}
ol{display:grid;grid-template-columns:1fr 1fr;gap:9mm 6mm;margin:8mm 0 0;padding:0;list-style:none}
li{break-inside:avoid}
li.wide{grid-column:1/-1}
svg{display:block;margin:2mm 0;print-color-adjust:exact;forced-color-adjust:none}
code{font:11pt/1.2 ui-monospace,monospace;overflow-wrap:anywhere}
@media print{body{padding:0;max-width:none}}`;
const styleHash = createHash('sha256').update(style).digest('base64');

/**
 * The page that a store prints to see what its scanners really send: each symbol that its members' phones show, large
 * and small, with its exact text. It needs no script.
 */
export async function scannerSheet(
  store: Store,
  language: Language,
  programName: string,
): Promise<Document> {
  const t = everything(language);
  const items = await Promise.all(
    sheetOf(store.scanner ?? plainProfile).map(async (item) => {
      const drawing = await drawSymbol(item.symbology, item.text);
      return itemOf(t, item, drawing);
    }),
  );
  const title = t('scanner.sheet-title');
  const page = html`<!doctype html><html lang="${language}" dir="${directionOf(language)}"><head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${title}</title>
<style>${new Html(style)}</style></head><body><main>
<h1>${title}</h1>
<p><b><bdi>${programName}</bdi></b>, <bdi>${store.name}</bdi></p>
<p>${t('scanner.sheet-hint')}</p>
<ol>${items}</ol></main></body></html>`;
  return { html: page.text, styleHash };
}

function itemOf(t: Translate<'scanner'>, item: SheetItem, drawing: SymbolDrawing): Html {
  const symbology = t(`scanner.symbology.${item.symbology}`);
  const name = t(item.size === 'large' ? 'scanner.item' : 'scanner.item-small', { symbology });
  const { across, down, width, height } = sizeOf(drawing, item.size);
  const top = drawing.rows.length > 1 ? drawing.quiet : 0;
  // Wider than half a sheet of paper.
  return html`<li class="${width > 3.4 ? 'wide' : 'half'}"><b>${item.number}.</b> ${name}
<svg width="${width.toFixed(4)}in" height="${height.toFixed(4)}in" viewBox="0 0 ${across} ${down}"
preserveAspectRatio="none" shape-rendering="crispEdges" role="img" aria-label="${name}"><path
d="${outline(drawing.rows, { left: drawing.quiet, top })}"/></svg>
<code dir="ltr">${item.text}</code></li>`;
}

/** The size in modules with the quiet zone, and in inches. */
function sizeOf({ rows, quiet }: SymbolDrawing, size: SheetItem['size']) {
  const isPicture = rows.length > 1;
  const across = (rows[0]?.length ?? 0) + 2 * quiet;
  const wanted = moduleInches[size] * (isPicture ? pictureTimes : 1);
  const module = Math.min(wanted, widestInches / across);
  const down = rows.length + (isPicture ? 2 * quiet : 0);
  const height = isPicture ? down * module : barsInches[size];
  return { across, down, width: across * module, height };
}
