/** Chromium's event, which no standard and no library types. */
export interface InstallQuestion extends Event {
  prompt(): Promise<unknown>;
}

declare global {
  interface Window {
    /**
     * What the browser asked before the app was there to hear it. It stands here, since a module that the entry script and
     * the app shared would be built into the app, and the entry would then wait for it.
     */
    installQuestion?: InstallQuestion;
  }
}
