import { keptInTab } from '#web/browser-storage.ts';
import type { Attempt } from './screen.ts';

/** Stored before sending, until an answer comes, so that a reload in between can ask with the same id. */
const key = 'tillpass.till.attempt';

export function keepAttempt(attempt: Attempt): void {
  keptInTab.write(key, JSON.stringify(attempt));
}

export function forgetAttempt(): void {
  keptInTab.drop(key);
}

export function keptAttempt(): Attempt | null {
  const text = keptInTab.read(key);
  return text ? (JSON.parse(text) as Attempt) : null; // The code above writes this, in this version or one near it.
}
