import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { rootId } from '#contract/document.ts';
import { speak } from '#desk/api/words.tsx';
import { isLanguage } from '#i18n/language.ts';
import './desk.css';
import { Desk } from './desk.tsx';

const root = document.getElementById(rootId);
if (!root) throw new Error('the document lacks its root');
const { lang } = document.documentElement;
const spoken = await speak(isLanguage(lang) ? lang : 'en');
createRoot(root).render(
  <StrictMode>
    <Desk spoken={spoken} />
  </StrictMode>,
);
