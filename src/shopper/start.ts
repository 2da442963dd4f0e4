import './shopper.css';
import type { InstallQuestion } from './offline/install-question.ts';

/**
 * What the document brought is on the screen first; the app, which is on its way meanwhile, takes over after that frame.
 * Out of the worker's cache it is at hand so early that running it would hold the first frame up.
 */
function afterFirstFrame(act: () => void): void {
  // A hidden page has no frames to wait for.
  if (document.hidden) act();
  else requestAnimationFrame(() => setTimeout(act));
}

// The browser asks once, maybe before the app is there. The app asks instead, when it has shown what it is good for.
addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault();
  window.installQuestion = event as InstallQuestion; // By its name.
});
afterFirstFrame(() => void import('./main.tsx'));
