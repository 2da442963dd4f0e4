import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { refusalKeys } from '#domain/refusal.ts';
import type { Group } from '#gallery/state.ts';
import { voucher, wallet } from '#gallery/values/member.ts';
import { dayMs, galleryNow, memberNumber, minuteMs, offer, visit } from '#gallery/values/shop.ts';
import { everything } from '#i18n/everything.ts';
import { type Language, languages } from '#i18n/language.ts';
import { refusalExample } from '#server/tests/kit/refusal-example.ts';
import type { KeptPass } from '#shopper/api/pass-store.ts';
import { pageOf } from '#shopper/page.ts';
import { Notice } from '#shopper/ui/failure-text.tsx';
import { PageContext } from '#shopper/ui/page-context.tsx';
import { noSignalPage } from '#worker/no-signal.ts';
import { shopperSheet } from './sheets.ts';
import { shopperState } from './shopper.tsx';

const key = await crypto.subtle.importKey(
  'raw',
  new Uint8Array(32),
  { name: 'HMAC', hash: 'SHA-256' },
  false,
  ['sign'],
);

/** The key of a phone that can show a pass; its words come from the server, in the member's language. */
const pass = (language: Language): KeptPass => ({
  language,
  key,
  number: memberNumber,
  renewAt: galleryNow + 30 * dayMs,
  endsAt: galleryNow + 60 * dayMs,
  clock: { phoneAt: galleryNow, aheadMs: 0 },
  words: {
    use: everything(language)('pass.use'),
    made: everything(language)('pass.made'),
    member: everything(language)('pass.member'),
    clock: everything(language)('pass.clock'),
    ended: everything(language)('pass.ended'),
  },
});

/** Pages that were kept three hours ago, and what the phone makes by itself. */
export const noSignal: Group = {
  name: 'without signal',
  sheet: shopperSheet,
  reach: 'unreached',
  states: (sight) => {
    const { language } = sight;
    const kept = wallet(language, { at: galleryNow - 180 * minuteMs });
    const offers = [offer('coffee', language, { slot: 1 })];
    const queries = [{ key: ['wallet'] as const, data: { ...kept, rewards: offers } }];
    return [
      shopperState('the wallet', sight, { url: '/wallet', queries, pass: pass(language) }),
      shopperState('a reward', sight, { url: '/rewards/coffee', queries, pass: pass(language) }),
      shopperState('a pass', sight, { url: '/rewards/coffee#pass', queries, pass: pass(language) }),
      shopperState('a phone whose key has ended', sight, {
        url: '/rewards/coffee#pass',
        queries,
        pass: { ...pass(language), endsAt: galleryNow - dayMs },
      }),
      shopperState('a voucher', sight, {
        url: '/redemptions/v1',
        queries: [{ key: ['voucher', 'v1'], data: voucher(language) }],
      }),
      shopperState('sign-in', sight, { url: '/sign-in', signedIn: false }),
    ];
  },
};

/** A café's network wants its own sign-in. */
export const portal: Group = {
  ...noSignal,
  name: 'a network of others',
  reach: 'not-ours',
};

/** A script that is too old for the server. It is the last group, because a page that was told so stays so. */
export const tooOld: Group = {
  name: 'too old',
  sheet: shopperSheet,
  reach: 'too-old',
  states: (sight) => [
    shopperState('the wallet', sight, {
      url: '/wallet',
      queries: [{ key: ['wallet'], data: wallet(sight.language) }],
    }),
  ],
};

/** The worker takes the language and the shop's name from the kept wallet. */
const keptBy = (language: Language): string => {
  const state = { queries: [{ key: ['visit'], data: visit(true, 'brown') }] };
  return `<html lang="${language}"><script type="application/json" id="state">${JSON.stringify(state)}</script>`;
};

const endings = [
  ['no network', { because: 'silent' }],
  ['a network of others', { because: 'not-ours' }],
  ['signed out', { because: 'silent', signedOut: true }],
] as const;

const pages = new Map(
  await Promise.all(
    languages.map(async ({ language }) => {
      const made = endings.map(async ([name, ending]) => {
        const page = noSignalPage({
          // As Vite serves it; a build names it by its content.
          stylesheet: '/src/shopper/shopper.css',
          wallet: keptBy(language),
          ...ending,
        });
        return { name, html: await page.text() };
      });
      return [language, await Promise.all(made)] as const;
    }),
  ),
);

/** The worker's page when nothing is kept. */
export const worker: Group = {
  name: 'worker',
  sheet: shopperSheet,
  states: ({ language }) => pages.get(language) ?? [],
};

/** Every refusal as a shopper reads it. */
export const refusals: Group = {
  name: 'refusals',
  sheet: shopperSheet,
  states: ({ language, brand }) => {
    const state = { language, at: galleryNow, refusal: null, formIds: [], failure: null };
    const client = new QueryClient();
    client.setQueryData(['visit'], visit(true, brand));
    const known = { has: () => true, learn: async () => {} };
    const queries = [{ key: ['visit'] as const, data: visit(true, brand) }];
    return [
      {
        name: 'every refusal',
        drawn: (
          <QueryClientProvider client={client}>
            <PageContext value={pageOf({ ...state, queries }, everything(language), known)}>
              <main>
                {refusalKeys.map((one) => (
                  <Notice key={one} failure={{ kind: 'refused', refusal: refusalExample(one) }} />
                ))}
              </main>
            </PageContext>
          </QueryClientProvider>
        ),
      },
    ];
  },
};
