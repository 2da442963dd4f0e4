import { QueryClient } from '@tanstack/react-query';
import { renderToString } from 'react-dom/server';
import { StaticRouter } from 'react-router';
import { fill } from '#app/api/store.ts';
import { App } from '#app/app.tsx';
import { languageOf, pageOf } from '#app/page.ts';
import { loadAllPages } from '#app/parts.ts';
import type { WordsKnown } from '#app/ui/page-context.tsx';
import type { RenderPage } from '#contract/page.ts';
import { everything } from '#i18n/everything.ts';

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
