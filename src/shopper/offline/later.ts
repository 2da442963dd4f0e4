import type { QueryClient } from '@tanstack/react-query';
import { keptHere, keptInTab } from '#web/browser-storage.ts';
import { tierSeen } from '#web/tier-seen.ts';
import { BarcodeShortcut as Shortcut } from './barcode-shortcut.tsx';
import { watchInstall } from './install.ts';
import { listen } from './listen.ts';
import { Offers as AllOffers } from './offers.tsx';
import { UpdateNotice as Update } from './update-notice.tsx';
import { startWorker } from './worker.ts';

/**
 * What no first paint waits for, in a script of its own: the live stream, the worker's registration, the installed app's
 * shortcut, and the app's own notices.
 */
export const BarcodeShortcut = Shortcut;
export const Offers = AllOffers;
export const UpdateNotice = Update;

/** @param client null while nobody is signed in */
export function startLater(client: QueryClient | null): void {
  // A form that was sent before scripts ran has signed the member out, and could delete nothing here.
  if (client) listen(client);
  else {
    keptHere.drop(tierSeen);
    keptInTab.clear();
  }
  watchInstall();
  startWorker(client);
}
