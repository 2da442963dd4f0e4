import { hydrateRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { storeOf } from '#app/api/store.ts';
import { App } from '#app/app.tsx';
import { languageOf, pageOf } from '#app/page.ts';
import type { PageState } from '#contract/page.ts';
import { loadTranslator, pageAudiences } from '#i18n/load.ts';
import './shopper.css';

const root = document.getElementById('root');
const text = document.getElementById('state')?.textContent;
if (!root || !text) throw new Error('the document lacks its root or its state');
// The server wrote it by the same type.
const state = JSON.parse(text) as PageState;

const t = await loadTranslator(languageOf(state), pageAudiences.shopper);
hydrateRoot(
  root,
  <BrowserRouter>
    <App page={pageOf(state, t)} client={storeOf(state)} />
  </BrowserRouter>,
);
