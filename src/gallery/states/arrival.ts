import { api } from '#contract/links.ts';
import type { Group } from '#gallery/state.ts';
import { invitedBy } from '#gallery/values/earning.ts';
import { link, waiting } from '#gallery/values/member.ts';
import { longVisit, visit } from '#gallery/values/shop.ts';
import { shopperSheet } from './sheets.ts';
import { type ShopperPage, shopperState } from './shopper.tsx';

const waitingPage = (more?: Parameters<typeof waiting>[0]): ShopperPage => ({
  url: '/sign-in/s1',
  signedIn: false,
  queries: [{ key: ['waiting', 's1'], data: waiting(more) }],
});

const linkPage = (more?: Parameters<typeof link>[0]): ShopperPage => ({
  url: '/s/t1',
  signedIn: false,
  queries: [{ key: ['link', 't1'], data: link(more) }],
});

/** The pages of a stranger. */
export const arrival: Group = {
  name: 'arriving',
  sheet: shopperSheet,
  states: (sight) => {
    const stranger = (name: string, page: ShopperPage) =>
      shopperState(name, sight, { signedIn: false, ...page });
    return [
      stranger('a poster', { url: '/P/M1' }),
      stranger('a poster, long names and a drawing', {
        url: '/P/M1',
        visit: longVisit(false, sight.brand),
      }),
      stranger('a friend’s link', {
        url: '/',
        visit: { ...visit(false, sight.brand), invitation: invitedBy(sight.language) },
      }),
      stranger('a poster that is unknown', { url: '/P/NOWHERE' }),
      stranger('sign-in', { url: '/sign-in' }),
      stranger('sign-in, refused', {
        url: '/sign-in',
        refusal: { key: 'address-invalid', fault: 'letters' },
        form: { action: api.signIns, field: 'email', email: 'nóra@example.com' },
      }),
      stranger('sign-in, too many', {
        url: '/sign-in',
        refusal: { key: 'too-many-requests', retryAfterMs: 300_000 },
      }),
      stranger('signed out', { url: '/wallet', refusal: { key: 'signed-out' } }),
      stranger('waiting for the mail', waitingPage()),
      stranger('a wrong code', {
        ...waitingPage(),
        refusal: { key: 'sign-in-code-wrong', left: 2 },
        form: { action: api.code('s1'), field: 'code', email: null },
      }),
      stranger('opened on another screen', waitingPage({ state: 'matched' })),
      stranger('the request is over', waitingPage({ state: 'ended' })),
      stranger('the link, same browser', linkPage()),
      stranger('the link, another browser', linkPage({ sameBrowser: false, store: null })),
      stranger('the link, a wrong number', linkPage({ sameBrowser: false, matchTried: true })),
      stranger('the link has matched', linkPage({ sameBrowser: false, state: 'matched' })),
      stranger('the link was used', linkPage({ state: 'used' })),
      stranger('the link was stopped', linkPage({ state: 'ended' })),
      stranger('an address that leads nowhere', { url: '/nowhere' }),
      stranger('a page that broke', {
        url: '/wallet',
        failure: { status: 500, requestId: '3f2a9c1e7b04d' },
      }),
    ];
  },
};
