import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Program } from '#domain/program/program.ts';
import { everything } from '#i18n/everything.ts';
import { directionOf, type Language } from '#i18n/language.ts';
import { brandSheet } from './brand-sheet.ts';
import { pageStyle } from './page-style.ts';

/** A document that is ready to be sent, and the hash of its style for the Content-Security-Policy. */
export interface Document {
  readonly html: string;
  readonly styleHash: string;
}

export interface DocumentParts {
  readonly language: Language;
  readonly title: string;
  readonly markup: string;
  /** What hydration needs, as JSON. */
  readonly state: unknown;
  readonly program: Program;
}

/** Puts a page together out of the built template, the CSS that it needs inlined: one round trip. */
export type WriteDocument = (parts: DocumentParts) => Document;

/**
 * Reads the shopper's template, which Vite has built.
 * @param folder the browser build, `dist/app`
 */
export function shopperTemplate(folder: string): WriteDocument {
  const built = readFileSync(join(folder, 'index.html'), 'utf8');
  const sheet = /<link rel="(stylesheet|preload" as="style)"[^>]*href="([^"]+)"[^>]*>/;
  const [link = '', kind, href] = sheet.exec(built) ?? [];
  const css = href ? readFileSync(join(folder, href), 'utf8').trim() : '';
  // A sheet that is only named is put on whole by src/shopper/start.ts, before anything else is shown.
  const isNamed = kind !== 'stylesheet';
  const styleOf = isNamed ? pageStyle(css) : () => css;
  const template = (isNamed ? built : built.replace(link, '')).replace(
    '</head>',
    '<!--description--><!--style--></head>',
  );
  return documentWriter(template, styleOf);
}

interface ManifestChunk {
  readonly file: string;
  readonly css?: readonly string[];
}

/** The till's page is made by its script: an associate's device is online and keeps it. */
export function tillTemplate(folder: string): WriteDocument {
  const manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8')) as Record<
    string,
    ManifestChunk
  >; // Vite's own format.
  // A build of before November 27, 2026 calls it src/app/till/main.tsx, and is served for its ninety days.
  const entry = manifest['src/till/main.tsx'] ?? manifest['src/app/till/main.tsx'];
  if (!entry) throw new Error('the till page was not built');
  return documentWriter(
    tillShell({ script: `/${entry.file}`, sheets: entry.css?.map((file) => `/${file}`) ?? [] }),
  );
}

/** The till's document without what differs by program and language. */
export function tillShell({
  script,
  sheets,
}: {
  readonly script: string;
  readonly sheets: readonly string[];
}): string {
  const links = sheets.map((sheet) => `<link rel="stylesheet" href="${sheet}">`).join('');
  return `<!doctype html>
<html lang="en" dir="ltr"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>Tillpass</title><meta name="robots" content="noindex">
<link rel="icon" href="/icons/icon.svg" type="image/svg+xml">${links}<!--style-->
<script type="module" src="${script}"></script></head>
<body><div id="root"></div></body></html>`;
}

/**
 * Fills a document's template, once a request.
 * @param styleOf the part of the sheet that a page's markup needs; by default none, where the document links it
 */
export function documentWriter(
  template: string,
  styleOf: (markup: string) => string = () => '',
): WriteDocument {
  return (parts) => fill(template, styleOf(parts.markup), parts);
}

function fill(template: string, css: string, parts: DocumentParts): Document {
  const style = css + brandSheet(parts.program);
  // Functions, because `$&` and its kin in a replacement would be read as patterns.
  const html = template
    .replace('<html lang="en" dir="ltr">', () => rootTag(parts.language))
    .replace('<title>Tillpass</title>', () => `<title>${escapeHtml(parts.title)}</title>`)
    .replace('<!--description-->', () => descriptionTag(parts.language))
    .replace('<!--style-->', () => `<style>${style}</style>`)
    .replace('<!--markup-->', () => parts.markup)
    .replace('<!--state-->', () => inlineJson(parts.state));
  return { html, styleHash: createHash('sha256').update(style).digest('base64') };
}

const rootTag = (language: Language): string =>
  `<html lang="${language}" dir="${directionOf(language)}">`;

/** A poster's address is public: what search engines and chats show of it. */
const descriptionTag = (language: Language): string =>
  `<meta name="description" content="${escapeHtml(everything(language)('manifest.description'))}">`;

/** JSON that cannot close its script element, whatever a name contains. */
const inlineJson = (state: unknown): string => JSON.stringify(state).replace(/</g, '\\u003c');

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);
