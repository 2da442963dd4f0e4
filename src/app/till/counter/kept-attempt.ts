import type { Attempt } from './screen.ts';

/** Kept before it is sent and until an answer came, so that a reload in between can ask with the same id. */
const key = 'tillpass.till.attempt';

export function keepAttempt(attempt: Attempt): void {
  sessionStorage.setItem(key, JSON.stringify(attempt));
}

export function forgetAttempt(): void {
  sessionStorage.removeItem(key);
}

export function keptAttempt(): Attempt | null {
  const text = sessionStorage.getItem(key);
  return text ? (JSON.parse(text) as Attempt) : null; // Written above, by the same version or near it.
}
