import type { PageState } from './page.ts';

/**
 * The shape of the shopper's document. The server writes it, the page's script and the worker read it, and a phone
 * keeps some for weeks. Only this file knows how to write and read it.
 */

/** A header of every document of the server. A captive portal's page does not have it. */
export const documentMark = 'x-tillpass';

/**
 * A screen with room for more than a phone's one column: a tablet, a desktop, and no phone on its side. In `rem`, so that
 * larger text counts as a smaller screen.
 */
const wideScreen = '(width >= 43.75rem) and (height > 27rem)';

/** What the sheet for wide screens is for; it has the styles for paper too. */
export const wideMedia = `print, ${wideScreen}`;

export const rootId = 'root';
export const stateId = 'state';

/** The parts that go into the document that Vite built. `index.html` has the places for them. */
export interface DocumentParts {
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly title: string;
  /** Public: search engines and chats show it for a poster. */
  readonly description: string;
  /** What chats show of it; absent: nothing, because it is a member's. */
  readonly share?: ShareCard | undefined;
  readonly style: string;
  /** The link of the sheet for wide screens and paper; empty: the document has none. */
  readonly wideLink: string;
  /** True: a voucher's styles are in it. Other documents load them when a voucher is opened. */
  readonly forVoucher?: boolean;
  readonly markup: string;
  /** What only a browser without scripts shows, below the page; absent: nothing. */
  readonly plain?: string | undefined;
  readonly state: unknown;
}

/** How an address looks in a chat (Open Graph). */
export interface ShareCard {
  readonly site: string;
  /** Absolute, because it is a chat's server that asks. */
  readonly image: string;
  readonly width: number;
  readonly height: number;
}

const headSlots = '<!--description--><!--style--></head>';

/** Adds places for the parts that the built document has no place for. */
export const withSlots = (built: string): string => built.replace('</head>', headSlots);

export const fillDocument = (template: string, parts: DocumentParts): string =>
  // Functions, because `$&` and the like in a replacement text have a special meaning.
  template
    .replace('<html lang="en" dir="ltr">', () => htmlTag(parts))
    .replace('<title>Tillpass</title>', () => `<title>${escapeHtml(parts.title)}</title>`)
    .replace('<!--description-->', () => descriptionTag(parts))
    .replace(
      '<!--style-->',
      () =>
        `<style${parts.forVoucher ? ` ${voucherMark}` : ''}>${parts.style}</style>${parts.wideLink}`,
    )
    // Outside the app's element: the app draws the same there, by its script.
    .replace('</body>', () => `${parts.plain ? `<noscript>${parts.plain}</noscript>` : ''}</body>`)
    .replace('<!--markup-->', () => parts.markup)
    .replace('<!--state-->', () => inlineJson(parts.state));

/** On the style of a document that has a voucher's styles. */
export const voucherMark = 'data-voucher';

const htmlTag = ({ language, direction }: DocumentParts): string =>
  `<html lang="${language}" dir="${direction}">`;

function descriptionTag({ description, title, share }: DocumentParts): string {
  const said = `<meta name="description" content="${escapeHtml(description)}">`;
  if (!share) return said;
  const shown = Object.entries({
    type: 'website',
    site_name: share.site,
    title,
    description,
    image: share.image,
    'image:width': share.width,
    'image:height': share.height,
    'image:alt': share.site,
  });
  const tags = shown.map(
    ([name, value]) => `<meta property="og:${name}" content="${escapeHtml(String(value))}">`,
  );
  return `${said}${tags.join('')}<meta name="twitter:card" content="summary_large_image">`;
}

/** JSON that can't close its script element, whatever a name contains. */
const inlineJson = (state: unknown): string => JSON.stringify(state).replace(/</g, '\\u003c');

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);

/** The state in a document; null if it is not complete, because the document was cut off. */
export function stateIn(html: string): Partial<PageState> | null {
  try {
    // `<` never occurs in it. Fields that an older version left out are checked where they are used.
    return JSON.parse(/id="state"[^>]*>([^<]+)</.exec(html)?.[1] ?? 'null');
  } catch {
    return null;
  }
}

/**
 * The document as a phone may keep it, without the ids of its forms. An id names one request, and a document that is
 * opened again must not send the last request's id.
 */
export const withoutFormIds = (html: string): string =>
  html.replace(/"formIds":\[[^\]]*\]/, '"formIds":[]');

/** Whether a document comes from the worker's cache. */
export const isKept = ({ formIds }: Pick<PageState, 'formIds'>): boolean => formIds.length === 0;

/** The document without its drawn page: the app draws another page from its state. */
export const withoutMarkup = (html: string): string =>
  html.replace(/(<div id="root">)[\s\S]*(<\/div>\s*<script[^>]* id="state")/, '$1$2');

export const languageIn = (html: string): string | null =>
  /<html lang="([^"]+)"/.exec(html)?.[1] ?? null;
