import { createRoot } from 'react-dom/client';
import { loadAllPages } from '#shopper/parts.ts';
import { Gallery } from './gallery.tsx';
import './gallery.css';

const root = document.getElementById('root');
if (!root) throw new Error('the document lacks its root');
await loadAllPages();
createRoot(root).render(<Gallery />);
