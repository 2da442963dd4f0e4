import { QueryClient } from '@tanstack/react-query';
import { renderToString } from 'react-dom/server';
import { StaticRouter } from 'react-router';
import type { RenderPage } from '#contract/page.ts';
import { everything } from '#i18n/everything.ts';
import { fill } from '#shopper/api/store.ts';
import { App } from '#shopper/app.tsx';
import { languageOf, pageOf } from '#shopper/page.ts';
import { loadAllPages } from '#shopper/parts.ts';
import type { WordsKnown } from '#shopper/ui/page-context.tsx';

await loadAllPages();

const allWords: WordsKnown = { has: () => true, learn: async () => {} };

export const renderPage: RenderPage = ({ url, state }) => {
  const page = pageOf(state, everything(languageOf(state)), allWords);
  const markup = renderToString(
    <StaticRouter location={url}>
      <App page={page} client={fill(new QueryClient(), state)} />
    </StaticRouter>,
  );
  return { markup, title: page.title };
};
