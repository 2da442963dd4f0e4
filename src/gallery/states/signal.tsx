import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { withCases } from '#contract/no-signal.ts';
import { refusalKeys } from '#domain/refusal.ts';
import type { Group } from '#gallery/state.ts';
import { voucher, wallet } from '#gallery/values/member.ts';
import {
  brands,
  dayMs,
  galleryNow,
  memberNumber,
  minuteMs,
  offer,
  shop,
  visit,
} from '#gallery/values/shop.ts';
import { everything } from '#i18n/everything.ts';
import { directionOf, type Language } from '#i18n/language.ts';
import { noSignalPage } from '#server/http/pages/no-signal-page.ts';
import { refusalExample } from '#server/tests/kit/refusal-example.ts';
import type { KeptPass } from '#shopper/api/pass-store.ts';
import { pageOf } from '#shopper/page.ts';
import { Notice } from '#shopper/ui/failure-text.tsx';
import { PageContext } from '#shopper/ui/page-context.tsx';
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

const endings = [
  ['no network', ['silent', 'not-kept', 'wallet']],
  ['a network of others', ['not-ours', 'not-kept', 'wallet']],
  ['signed out', ['silent', 'signed-out']],
] as const;

/** The worker's page when nothing is kept. */
export const worker: Group = {
  name: 'worker',
  sheet: shopperSheet,
  states: ({ language, brand }) => {
    const page = noSignalPage(
      { ...shop, brand: { ...shop.brand, color: brands[brand] } },
      language,
    );
    // As Vite serves it; a build writes the needed part into the page.
    const head = '<link rel="stylesheet" href="/src/shopper/shopper.css">';
    return endings.map(([name, cases]) => ({
      name,
      html: `<html lang="${language}" dir="${directionOf(language)}">${head}<div id="root">${withCases(page.markup, cases)}</div></html>`,
    }));
  },
};

/** Every refusal as a shopper reads it. */
export const refusals: Group = {
  name: 'refusals',
  sheet: shopperSheet,
  states: ({ language, brand }) => {
    const shown = { refusal: null, form: null, done: null, failure: null };
    const state = { language, at: galleryNow, ...shown, formIds: [] };
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
