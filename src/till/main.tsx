import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { rootId } from '#contract/document.ts';
import { isLanguage } from '#i18n/language.ts';
import './till.css';
import { Till } from './till.tsx';
import { speak } from './use-words.ts';

const root = document.getElementById(rootId);
if (!root) throw new Error('the document lacks its root');
const { lang } = document.documentElement;
const spoken = await speak(isLanguage(lang) ? lang : 'en');
createRoot(root).render(
  <StrictMode>
    <Till spoken={spoken} />
  </StrictMode>,
);
