/** Chromium's event, which no standard and no library types. */
export interface InstallQuestion extends Event {
  prompt(): Promise<unknown>;
}

declare global {
  interface Window {
    /**
     * The browser's question, if it came before the app was there. It is kept here, because a module that the entry
     * script and the app share would be built into the app, and the entry would wait for it.
     */
    installQuestion?: InstallQuestion;
  }
}
