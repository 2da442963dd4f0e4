import type { PageState } from './page.ts';

/**
 * The shape of the shopper's document. The server fills it, the page's script and the worker read it, and a phone keeps
 * some for weeks: what is written one way is read the same way here, and nowhere else.
 */

/** A header of every document that the server writes: a captive portal's page lacks it. */
export const documentMark = 'x-tillpass';

export const rootId = 'root';
export const stateId = 'state';

/** What goes into the document that Vite built; `index.html` holds the places. */
export interface DocumentParts {
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly title: string;
  /** Public: what search engines and chats show of a poster. */
  readonly description: string;
  readonly style: string;
  readonly markup: string;
  readonly state: unknown;
}

const headSlots = '<!--description--><!--style--></head>';

/** Makes the places for what differs from page to page and has none in the built document. */
export const withSlots = (built: string): string => built.replace('</head>', headSlots);

export const fillDocument = (template: string, parts: DocumentParts): string =>
  // Functions, because `$&` and its kin in a replacement would be read as patterns.
  template
    .replace('<html lang="en" dir="ltr">', () => htmlTag(parts))
    .replace('<title>Tillpass</title>', () => `<title>${escapeHtml(parts.title)}</title>`)
    .replace('<!--description-->', () => descriptionTag(parts))
    .replace('<!--style-->', () => `<style>${parts.style}</style>`)
    .replace('<!--markup-->', () => parts.markup)
    .replace('<!--state-->', () => inlineJson(parts.state));

const htmlTag = ({ language, direction }: DocumentParts): string =>
  `<html lang="${language}" dir="${direction}">`;

const descriptionTag = ({ description }: DocumentParts): string =>
  `<meta name="description" content="${escapeHtml(description)}">`;

/** JSON that cannot close its script element, whatever a name contains. */
const inlineJson = (state: unknown): string => JSON.stringify(state).replace(/</g, '\\u003c');

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);

/** The state that a document brings; null where it is not there whole, as in one that was cut short. */
export function stateIn(html: string): Partial<PageState> | null {
  try {
    // `<` never occurs in it. What an older version left out is checked where it is used.
    return JSON.parse(/id="state"[^>]*>([^<]+)</.exec(html)?.[1] ?? 'null');
  } catch {
    return null;
  }
}

/**
 * The document as a phone may keep it: an id of a form names one request, and a document that is opened again must not
 * ask in the name of the last one.
 */
export const withoutFormIds = (html: string): string =>
  html.replace(/"formIds":\[[^\]]*\]/, '"formIds":[]');

/** Whether a document comes out of the worker's cache, from any time before. */
export const isKept = ({ formIds }: Pick<PageState, 'formIds'>): boolean => formIds.length === 0;

/** The document without what was drawn for its address. The app then draws from its state. */
export const withoutMarkup = (html: string): string =>
  html.replace(/(<div id="root">)[\s\S]*(<\/div>\s*<script[^>]* id="state")/, '$1$2');

export const languageIn = (html: string): string | null =>
  /<html lang="([^"]+)"/.exec(html)?.[1] ?? null;
