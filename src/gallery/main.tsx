import { createRoot } from 'react-dom/client';
import { loadAllPages } from '#shopper/parts.ts';
import { learnClock } from '#web/clock.ts';
import { Gallery } from './gallery.tsx';
import { galleryNow } from './values/shop.ts';
import './gallery.css';

const root = document.getElementById('root');
if (!root) throw new Error('the document lacks its root');
await loadAllPages();
learnClock({ at: galleryNow });
createRoot(root).render(<Gallery />);
