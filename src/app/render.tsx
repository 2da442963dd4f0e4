import { renderToString } from 'react-dom/server';
import { StaticRouter } from 'react-router';
import { storeOf } from '#app/api/store.ts';
import { App } from '#app/app.tsx';
import { languageOf, pageOf } from '#app/page.ts';
import type { RenderPage } from '#contract/page.ts';
import { everything } from '#i18n/everything.ts';

export const renderPage: RenderPage = ({ url, state }) => {
  const page = pageOf(state, everything(languageOf(state)));
  const markup = renderToString(
    <StaticRouter location={url}>
      <App page={page} client={storeOf(state)} />
    </StaticRouter>,
  );
  return { markup, title: page.title };
};
