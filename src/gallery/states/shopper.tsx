import { QueryClient } from '@tanstack/react-query';
import { MemoryRouter } from 'react-router';
import type { PageState, QueryKey } from '#contract/page.ts';
import { systemApi } from '#contract/paths.ts';
import type { Sight } from '#gallery/sight.ts';
import type { State } from '#gallery/state.ts';
import { galleryNow, visit } from '#gallery/values/shop.ts';
import { everything } from '#i18n/everything.ts';
import type { KeptPass } from '#shopper/api/pass-store.ts';
import { fill } from '#shopper/api/store.ts';
import { App } from '#shopper/app.tsx';
import { UpdateNotice } from '#shopper/offline/update-notice.tsx';
import { pageOf } from '#shopper/page.ts';
import { Survey } from '#shopper/survey/survey.tsx';
import type { WordsKnown } from '#shopper/ui/page-context.tsx';
import { Failed, type Failure } from '#web/failure.ts';

/** All words are here, and what only a wide screen adds never comes. */
const asOnPhone: WordsKnown = { has: () => true, learn: () => new Promise(() => {}) };

/** The parts of a shopper's page, besides who looks at it. */
export interface ShopperPage {
  readonly url: string;
  readonly queries?: PageState['queries'];
  readonly refusal?: PageState['refusal'];
  readonly form?: PageState['form'];
  readonly done?: PageState['done'];
  readonly failure?: PageState['failure'];
  readonly visit?: ReturnType<typeof visit>;
  /** A request that failed. */
  readonly failed?: { readonly key: QueryKey; readonly failure: Failure };
  /** The pass's key of this phone. */
  readonly pass?: KeptPass;
  readonly signedIn?: boolean;
}

/** A whole page in the state of a document: the app itself, which asks nobody. */
export function shopperState(name: string, sight: Sight, page: ShopperPage, press?: string): State {
  const { signedIn = true, queries = [] } = page;
  const { refusal = null, form = null, done = null, failure = null } = page;
  const shown = page.visit ?? visit(signedIn, sight.brand);
  const privacy = { path: systemApi.privacy, text: everything(sight.language)('privacy.link') };
  const data = signedIn ? shown : { ...shown, privacy };
  const state: PageState = {
    language: sight.language,
    at: galleryNow,
    queries: [{ key: ['visit'], data }, ...queries],
    refusal,
    form,
    done,
    formIds: ['f1', 'f2'],
    failure,
  };
  const drawn = (
    <MemoryRouter initialEntries={[page.url]}>
      <App
        page={pageOf(state, everything(sight.language), asOnPhone)}
        client={clientOf(state, page)}
        install={<Survey />}
        update={<UpdateNotice />}
      />
    </MemoryRouter>
  );
  return { name, drawn, ...(press && { press }) };
}

function clientOf(state: PageState, { failed, pass }: ShopperPage): QueryClient {
  const never = { enabled: false, staleTime: Number.POSITIVE_INFINITY, retry: false } as const;
  const client = fill(new QueryClient({ defaultOptions: { queries: never } }), state);
  const wallet = client.getQueryData<{ member: { number: string } }>(['wallet']);
  client.setQueryData(['pass', wallet?.member.number ?? ''], pass ?? null);
  if (failed) {
    const query = client.getQueryCache().build(client, { queryKey: failed.key });
    query.setState({ status: 'error', error: new Failed(failed.failure) });
  }
  return client;
}
