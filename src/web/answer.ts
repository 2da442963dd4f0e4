import { Failed, failureIn } from './failure.ts';
import { noteReach } from './reach.ts';

/**
 * Whether an answer is our server's, however it was asked for.
 * @param type the media type of the answer; null: it names none
 * @param wanted what it should be
 * @throws Failed where somebody else answered, or nobody could
 */
export function heedAnswer(status: number, type: string | null, wanted = 'application/json'): void {
  // A captive portal answers everything with its own page, often with status 200.
  if (!type?.startsWith(wanted)) throw notReached(status < 300 ? 'not-ours' : 'unreached');
  // The server's database is away: kept data are shown and the request is sent again, as without signal.
  if (status === 503) throw notReached('unreached');
}

/** Why our server said no. */
export function refusedBy(body: unknown): Failed {
  const failure = failureIn(body);
  if (failure.kind === 'refused' && failure.refusal.key === 'client-too-old') noteReach('too-old');
  return new Failed(failure);
}

/** No answer of ours came. */
export function notReached(kind: 'unreached' | 'not-ours'): Failed {
  noteReach(kind);
  return new Failed({ kind });
}
