import { languageIn } from '#contract/document.ts';
import { onlinePage, paths } from '#contract/paths.ts';
import { directionOf, pickLanguage } from '#i18n/language.ts';
import { noSignalWords } from '#i18n/no-signal.ts';
import { queryIn } from './document.ts';
import type { NoAnswer } from './network.ts';

export interface NoSignal {
  /** The app's style sheet, which is precached. */
  readonly stylesheet: string | undefined;
  readonly because: NoAnswer;
  /** True: the member signed out here, so there is no wallet to go to, and the page says that nothing is left. */
  readonly signedOut?: boolean;
  /** The kept wallet's document, whose language was chosen here. */
  readonly wallet?: string | undefined;
}

/** The page in place of one that is not kept. It names nobody and needs no script. */
export function noSignalPage({ stylesheet, because, signedOut, wallet }: NoSignal): Response {
  const language = pickLanguage(navigator.languages.join(), wallet && languageIn(wallet));
  const t = noSignalWords(language);
  const link = (kind: string, href: string, word: 'retry' | 'wallet' | 'portal') =>
    `<a class="button ${kind}" href="${href}">${t(`no-signal.${word}`)}</a>`;
  const away = because === 'silent';
  // The shop's name from the kept wallet. After a sign-out, or before the first visit, there is none.
  const shop = wallet && queryIn(wallet, 'visit')?.program.name;
  const html = `<!doctype html>
<html lang="${language}" dir="${directionOf(language)}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, viewport-fit=cover">
<title>${t('no-signal.title')}</title><link rel="icon" href="/icons/icon.svg">${stylesheet ? `<link rel="stylesheet" href="${stylesheet}">` : ''}
<div id="root"><header class="top">${shop ? `<b class="brand">${escaped(shop)}</b>` : ''}</header><main class="stack"><h1>${t('no-signal.title')}</h1>
<p>${t(signedOut ? 'no-signal.signed-out' : 'no-signal.hint')}</p>
${away ? '' : `<p>${t('no-signal.not-ours')}</p>${link('', onlinePage, 'portal')}`}
${link(away ? '' : 'quiet', '', 'retry')}
${wallet ? link('plain', paths.wallet, 'wallet') : ''}
</main></div></html>`;
  return new Response(html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'",
    },
  });
}

/** A program's name is a retailer's own text, so it is escaped. */
const escaped = (text: string): string =>
  text.replace(/[&<]/g, (sign) => `&#${sign.charCodeAt(0)};`);
