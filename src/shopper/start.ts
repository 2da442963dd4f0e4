import type { InstallQuestion } from './offline/install-question.ts';

/**
 * What the document brought is on the screen first; the app, which is on its way meanwhile, takes over after that frame.
 * Out of the worker's cache it is at hand so early that running it would hold the first frame up.
 */
function afterFirstFrame(act: () => void): void {
  // Nobody looks, so there is no frame to wait for.
  if (document.hidden) act();
  else requestAnimationFrame(() => setTimeout(act));
}

/**
 * Adds the sheet with all styles, which the app needs; the document contains only those that it shows. If the sheet
 * does not arrive, the app does not start: forms and links work without it.
 */
function putOnAllLooks(then: () => void): void {
  const named = document.querySelector<HTMLLinkElement>('link[as=style]');
  if (!named) throw new Error('the document names no sheet');
  const sheet = document.createElement('link');
  sheet.rel = 'stylesheet';
  sheet.crossOrigin = named.crossOrigin;
  // The same integrity as where the sheet is named: otherwise it would be fetched twice.
  sheet.integrity = named.integrity;
  sheet.href = named.href;
  sheet.onload = then;
  document.head.append(sheet);
}

// The browser asks once, maybe before the app is there. The app asks instead, when it has shown what it is good for.
addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault();
  window.installQuestion = event as InstallQuestion; // By its name.
});
afterFirstFrame(() => putOnAllLooks(() => void import('./main.tsx')));
