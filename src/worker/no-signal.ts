import { documentMark, languageIn } from '#contract/document.ts';
import { type NoSignalCase, noSignalCache, noSignalPath, withCases } from '#contract/no-signal.ts';
import { languages, pickLanguage } from '#i18n/language.ts';
import { copyOf } from './kept.ts';
import { type NoAnswer, reach } from './network.ts';

export interface NoSignal {
  readonly because: NoAnswer;
  /** True: the member signed out here, so there is no wallet to go to, and the page says that nothing is left. */
  readonly signedOut?: boolean;
  /** The kept wallet's document, whose language was chosen here. */
  readonly wallet?: string | undefined;
}

/** How long a kept page is good: a shop's name and colours seldom change. */
const freshMs = 24 * 60 * 60_000;

/** Fetches the page in every language: when the worker is installed, and again after a day. */
export async function bringNoSignal(): Promise<void> {
  const cache = await caches.open(noSignalCache);
  const bring = async (path: string) => {
    const date = (await cache.match(path))?.headers.get('date');
    if (date && Date.now() - Date.parse(date) < freshMs) return;
    const answer = await reach(path);
    if (!answer?.ok || !answer.headers.has(documentMark)) return;
    await cache.put(path, copyOf(await answer.text(), answer.headers));
  };
  await Promise.all(languages.map(({ language }) => bring(noSignalPath(language))));
}

/** The page in place of one that is not kept. Without storage there is none, and the browser shows its own. */
export async function noSignalPage({ because, signedOut, wallet }: NoSignal): Promise<Response> {
  const language = pickLanguage(navigator.languages.join(), wallet && languageIn(wallet));
  const kept = await caches.match(noSignalPath(language)).catch(() => undefined);
  if (!kept) return Response.error();
  const cases: NoSignalCase[] = [because, signedOut ? 'signed-out' : 'not-kept'];
  if (wallet) cases.push('wallet');
  return new Response(withCases(await kept.text(), cases), { headers: kept.headers });
}
