import { escapeHtml } from '#contract/document.ts';
import type { NoSignalCase } from '#contract/no-signal.ts';
import { onlinePage, paths } from '#contract/paths.ts';
import type { Brand } from '#domain/program/picture.ts';
import type { Program } from '#domain/program/program.ts';
import { everything } from '#i18n/everything.ts';
import type { Language } from '#i18n/language.ts';

/** Everything is inside the document, because nothing can be fetched when it is shown. */
export const noSignalShell = `<!doctype html>
<html lang="en" dir="ltr"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>Tillpass</title><meta name="robots" content="noindex"><!--style--></head>
<body><div id="root"><!--markup--></div></body></html>`;

/** "No connection" as a line, on a grid of 24. */
const unreachedIcon = 'M4 9a12 12 0 0 1 16 0M7.5 13a7 7 0 0 1 9 0M12 17.5v.01M4 3l16 18';

/** The page "No connection" with the parts of all cases. It names nobody and needs no script. */
export function noSignalPage(
  { name, brand }: Pick<Program, 'name' | 'brand'>,
  language: Language,
): { title: string; markup: string } {
  const t = everything(language);
  const part = (when: NoSignalCase, inside: string) => `<p data-case="${when}">${inside}</p>`;
  const link = (kind: string, href: string, words: string) =>
    `<a class="button ${kind}" href="${href}">${escapeHtml(words)}</a>`;
  const said = (word: 'title' | 'hint' | 'signed-out' | 'not-ours') =>
    escapeHtml(t(`no-signal.${word}`));
  const markup = `<header class="top"><span class="brand">${markOf(brand)}${escapeHtml(name)}</span></header>
<main><div class="empty"><svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="${unreachedIcon}"/></svg>
<h1>${said('title')}</h1>
${part('not-kept', said('hint'))}
${part('signed-out', said('signed-out'))}
${part('not-ours', said('not-ours'))}
${part('not-ours', link('', onlinePage, t('no-signal.portal')))}
${part('not-ours', link('quiet', '', t('no-signal.retry')))}
${part('silent', link('', '', t('no-signal.retry')))}
${part('wallet', link('quiet', paths.wallet, t('no-signal.wallet')))}
${part('wallet', link('quiet', paths.scan, t('common.scan')))}</div></main>`;
  return { title: t('no-signal.title'), markup };
}

/** The shop's mark, drawn as on every other shopper's page. */
function markOf({ logo, mark }: Brand): string {
  const drawing = logo
    ? `<svg viewBox="${escapeHtml(logo.viewBox)}"><path d="${escapeHtml(logo.path)}" fill="currentcolor"/></svg>`
    : escapeHtml(mark);
  return `<span class="mark" aria-hidden="true">${drawing}</span>`;
}
