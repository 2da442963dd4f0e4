/** Chromium's event, which no standard and no library types. */
export interface InstallQuestion extends Event {
  prompt(): Promise<unknown>;
}

let asked: InstallQuestion | null = null;
let hear: ((question: InstallQuestion) => void) | null = null;

/** Holds the browser's own question back. The browser asks once, perhaps before the app is there to hear it. */
export function holdInstallQuestion(): void {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    asked = event as InstallQuestion; // Named by the event it is dispatched under.
    hear?.(asked);
  });
}

/** Hands on the question that came already, and each that comes. */
export function onInstallQuestion(hearer: (question: InstallQuestion) => void): void {
  hear = hearer;
  if (asked) hearer(asked);
}
