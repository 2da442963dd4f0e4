import { createValue } from '#web/value.ts';
import { declineInstall, hasDeclinedInstall } from './install-declined.ts';
import type { InstallQuestion } from './install-question.ts';

/** How this browser installs an app: by its own question, by hand, or not at all. */
export type Way = 'ask' | 'by-hand' | null;

let kept: InstallQuestion | null = null;

export const way = createValue<Way>(null);

/** Finds out how this browser installs an app; the offer waits until a shopper has seen what the app is good for. */
export function watchInstall(): void {
  // Only Safari on iOS has it; false means: in a tab.
  const inTab = 'standalone' in navigator && navigator.standalone === false;
  const offer = (next: Way) => way.set(hasDeclinedInstall() ? null : next);
  if (inTab) offer('by-hand');
  const hear = (question: InstallQuestion) => {
    kept = question;
    offer('ask');
  };
  if (window.installQuestion) hear(window.installQuestion);
  addEventListener('beforeinstallprompt', (event) => hear(event as InstallQuestion)); // By its name.
  addEventListener('appinstalled', () => way.set(null));
}

export function install(): void {
  way.set(null);
  void kept?.prompt();
}

export function decline(): void {
  way.set(null);
  declineInstall();
}
