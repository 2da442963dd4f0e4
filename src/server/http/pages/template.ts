import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type DocumentParts,
  fillDocument,
  rootId,
  wideMedia,
  withSlots,
} from '#contract/document.ts';
import type { Program } from '#domain/program/program.ts';
import { everything } from '#i18n/everything.ts';
import { directionOf, type Language } from '#i18n/language.ts';
import { brandSheet } from './brand-sheet.ts';
import { withIntegrity } from './integrity.ts';
import { noSignalShell } from './no-signal-page.ts';

/** A document that is ready to be sent, and its style's hash for the Content-Security-Policy. */
export interface Document {
  readonly html: string;
  readonly styleHash: string;
}

/** What differs from page to page. */
interface Page extends Pick<DocumentParts, 'title' | 'markup' | 'plain' | 'state' | 'share'> {
  /** Which styles it needs: a member's pages show more, and a voucher's more than those. */
  readonly styles: keyof Sheets;
  readonly language: Language;
  readonly program: Program;
  /** Where the logo is, on a page that can fetch nothing; null: it has none. Absent: at its own address. */
  readonly logoUrl?: string | null | undefined;
}

interface Sheets {
  readonly voucher: string;
  readonly member: string;
  readonly anyone: string;
  /** The link of a member's sheet for wide screens and paper. A phone loads it last, and waits for nothing. */
  readonly wideLink?: string;
}

/** Names a sheet that only wide screens and printers wait for. */
export const wideSheetLink = (href: string): string =>
  `<link rel="stylesheet" media="${wideMedia}" href="${href}">`;

const noSheets: Sheets = { voucher: '', member: '', anyone: '' };

/** Makes a page from the built template, with the CSS inside: one round trip. */
export type WriteDocument = (page: Page) => Document;

/**
 * Reads the shopper's template that Vite built, and makes a second one without scripts for the page "No connection".
 * @param folder the browser build, `dist/app`
 */
export function shopperTemplates(folder: string): Record<'shopper' | 'noSignal', WriteDocument> {
  const built = readFileSync(join(folder, 'index.html'), 'utf8');
  const sheet = /<link rel="(stylesheet|preload" as="style)"[^>]*href="([^"]+)"[^>]*>/;
  const [link = '', kind, href] = sheet.exec(built) ?? [];
  const css = href ? readFileSync(join(folder, href), 'utf8').trim() : '';
  const manifest = manifestOf(folder);
  // A build of before these sheets were parted has all in one.
  const own = (source: string) => {
    const sheet = manifest[source];
    return sheet && readFileSync(join(folder, sheet.file), 'utf8').trim();
  };
  const wide = manifest['src/shopper/wide.css'];
  const sheets: Sheets = {
    voucher: css + (own('src/shopper/voucher.css') ?? ''),
    member: css,
    anyone: own('src/shopper/arrival.css') ?? css,
    wideLink: wide ? withIntegrity(wideSheetLink(`/${wide.file}`), folder) : '',
  };
  // The script of a build of before November 28, 2026 waits for the sheet that its document names.
  const shell = withSlots(kind === 'stylesheet' ? built.replace(link, '') : built);
  return {
    shopper: documentWriter(withIntegrity(shell, folder), sheets),
    noSignal: documentWriter(noSignalShell, sheets),
  };
}

interface ManifestChunk {
  readonly file: string;
  readonly css?: readonly string[];
}

/** The till page is drawn by its script: an associate's device is online and caches it. */
export function tillTemplate(folder: string): WriteDocument {
  const manifest = manifestOf(folder);
  // A build from before November 27, 2026 names it src/app/till/main.tsx, and is served for ninety days.
  const entry = manifest['src/till/main.tsx'] ?? manifest['src/app/till/main.tsx'];
  if (!entry) throw new Error('the till page was not built');
  const sheets = entry.css?.map((file) => `/${file}`) ?? [];
  return documentWriter(withIntegrity(shellDrawnBy({ script: `/${entry.file}`, sheets }), folder));
}

/** The desk is drawn by its script as well. A build from before it existed has only its empty document. */
export function deskTemplate(folder: string): WriteDocument {
  const entry = manifestOf(folder)['src/desk/main.tsx'];
  const sheets = entry?.css?.map((file) => `/${file}`) ?? [];
  const script = entry && `/${entry.file}`;
  return documentWriter(withIntegrity(shellDrawnBy({ script, sheets }), folder));
}

const manifestOf = (folder: string) =>
  JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8')) as Readonly<
    Record<string, ManifestChunk | undefined>
  >; // Vite's own format.

/** Script and sheets of a document that its script draws; no script: the build has none. */
interface DrawnByScript {
  readonly script: string | undefined;
  readonly sheets: readonly string[];
}

/** The document of the till or of the desk, with the parts that depend on the program and the language. */
export function shellDrawnBy({ script, sheets }: DrawnByScript): string {
  const links = sheets.map((sheet) => `<link rel="stylesheet" href="${sheet}">`).join('');
  const run = script === undefined ? '' : `\n<script type="module" src="${script}"></script>`;
  return `<!doctype html>
<html lang="en" dir="ltr"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>Tillpass</title><meta name="robots" content="noindex">
<link rel="icon" href="/icons/icon.svg" type="image/svg+xml">${links}<!--style-->${run}</head>
<body><div id="${rootId}"></div></body></html>`;
}

/** What stands below the page is as wide as what is on it. */
const plainStyle =
  'noscript>.panel{inline-size:calc(min(100%,var(--column)) - 2*var(--side));margin:0 auto var(--8)}';

/**
 * Makes the function that fills a document's template for each request.
 * @param sheets what it contains, by what it shows; absent: the document links its own
 */
export function documentWriter(template: string, sheets = noSheets): WriteDocument {
  return ({ program, styles, logoUrl, ...page }) => {
    const shown = { cover: styles === 'anyone', logoUrl };
    const style = sheets[styles] + brandSheet(program, shown) + (page.plain ? plainStyle : '');
    const html = fillDocument(template, {
      ...page,
      direction: directionOf(page.language),
      description: everything(page.language)('manifest.description'),
      style,
      wideLink: (styles !== 'anyone' && sheets.wideLink) || '',
      forVoucher: styles === 'voucher',
    });
    return { html, styleHash: createHash('sha256').update(style).digest('base64') };
  };
}
