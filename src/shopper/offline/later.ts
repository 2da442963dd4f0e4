import type { QueryClient } from '@tanstack/react-query';
import { keptHere, keptInTab } from '#web/browser-storage.ts';
import { tierSeen } from '#web/tier-seen.ts';
import { BarcodeShortcut as Shortcut } from './barcode-shortcut.tsx';
import { watchInstall } from './install.ts';
import { listen } from './listen.ts';
import { Offers as AllOffers } from './offers.tsx';
import { UpdateNotice as Update } from './update-notice.tsx';
import { forgetPass } from './wipe.ts';
import { startWorker } from './worker.ts';

/**
 * What no first paint waits for, in a script of its own: the live stream, the worker's registration, the installed app's
 * shortcut, and the app's own notices.
 */
export const BarcodeShortcut = Shortcut;
export const Offers = AllOffers;
export const UpdateNotice = Update;

/**
 * @param client null while nobody is signed in
 * @param isAnswered false for a page of failure, which may not know who is signed in
 */
export function startLater(client: QueryClient | null, isAnswered: boolean): void {
  if (client) listen(client);
  else if (isAnswered) forgetLeftovers();
  watchInstall();
  startWorker(client);
}

/**
 * A form that was sent before scripts ran has signed the member out, and could delete nothing here. The page that it left
 * may even have stored the pass's key after the worker had deleted it.
 */
function forgetLeftovers(): void {
  keptHere.drop(tierSeen);
  keptInTab.clear();
  void forgetPass();
}
