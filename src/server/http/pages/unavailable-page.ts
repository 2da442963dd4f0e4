import { createHash } from 'node:crypto';
import { everything } from '#i18n/everything.ts';
import { directionOf, type Language } from '#i18n/language.ts';

const style = `:root{color-scheme:light dark}body{margin:0;min-height:100vh;display:grid;place-items:center;
font:1.125rem/1.5 system-ui,sans-serif;background:#faf8f5;color:#221f1c}main{max-width:26rem;padding:2rem 1.5rem}
h1{font-size:1.75rem;line-height:1.2;margin:0 0 .75rem}a{display:inline-block;margin-top:1rem;padding:.75rem 1.5rem;
border-radius:.75rem;background:#221f1c;color:#faf8f5;text-decoration:none}
@media(prefers-color-scheme:dark){body{background:#191715;color:#f4f0ea}a{background:#f4f0ea;color:#191715}}`;

export const unavailableStyleHash = createHash('sha256').update(style).digest('base64');

/**
 * The page that people see while the database is away. It needs nothing that failed: no program, no session, no script.
 */
export function unavailablePage(language: Language): string {
  const t = everything(language);
  return `<!doctype html>
<html lang="${language}" dir="${directionOf(language)}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>${t('outage.title')}</title><style>${style}</style>
<main><h1>${t('outage.title')}</h1><p>${t('outage.hint')}</p><a href="">${t('outage.retry')}</a></main></html>`;
}
