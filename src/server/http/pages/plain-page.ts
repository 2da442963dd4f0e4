import { createHash } from 'node:crypto';
import { escapeHtml } from '#contract/document.ts';
import { directionOf, type Language } from '#i18n/language.ts';
import { pagePolicy } from '#server/http/edge/security-headers.ts';

const style = `:root{color-scheme:light dark}body{margin:0;min-height:100vh;display:grid;place-items:center;
font:1.125rem/1.5 system-ui,sans-serif;background:#faf8f5;color:#221f1c}main{box-sizing:border-box;max-width:min(26rem,100vw);padding:2rem 1.5rem;overflow-wrap:anywhere}
h1{font-size:1.75rem;line-height:1.2;margin:0 0 .75rem}a,button{display:inline-block;margin-top:1rem;padding:.75rem 1.5rem;
border:0;border-radius:.75rem;background:#221f1c;color:#faf8f5;font:inherit;text-decoration:none}
label{display:flex;gap:.75rem;align-items:center;margin-top:1rem;min-height:3rem}input{width:1.5rem;height:1.5rem}
[role=alert]{font-weight:700}
@media(prefers-color-scheme:dark){body{background:#191715;color:#f4f0ea}a,button{background:#f4f0ea;color:#191715}}`;

const styleHash = createHash('sha256').update(style).digest('base64');

/** The policy of such a page: it runs nothing. */
export const plainPolicy = pagePolicy({ styleHash, runs: 'nothing' });

/**
 * A page that needs no script, no session and none of the app's files: it opens in any browser, and while all else is
 * away.
 * @param inside HTML, its texts escaped
 * @param from the shop's name, where it is known
 */
export const plainPage = (language: Language, title: string, inside: string, from = ''): string =>
  `<!doctype html>
<html lang="${language}" dir="${directionOf(language)}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title><style>${style}</style>
<main>${from && `<strong>${escapeHtml(from)}</strong>`}<h1>${escapeHtml(title)}</h1>${inside}</main></html>`;
