import { documentMark } from '#contract/document.ts';

/** Why there is no answer of the server's: nobody said anything, or somebody else did, such as a café's network. */
export type NoAnswer = 'silent' | 'not-ours';

/** A network that hangs is waited for no longer than this when there is something to show. */
export const hangMs = 3_000;
/** Where there is nothing, a network that is slow and works must not be called none. */
export const slowMs = 10_000;

export const silence = (afterMs: number): Promise<'silent'> =>
  new Promise((resolve) => setTimeout(resolve, afterMs, 'silent'));

/** Null where nobody answers. A request that hangs is let go of, or it would hold a connection that others need. */
export async function reach(
  what: RequestInfo,
  how: RequestInit = {},
  patienceMs = slowMs,
): Promise<Response | null> {
  const leaving = new AbortController();
  const timer = setTimeout(() => leaving.abort(), patienceMs);
  const answer = await fetch(what, { ...how, signal: leaving.signal }).catch(() => null);
  // What has begun to arrive may take its time.
  clearTimeout(timer);
  return answer;
}

/** Asks the server for a page. */
export async function ask(request: Request): Promise<Response | NoAnswer> {
  const answer = await reach(request);
  if (!answer) return 'silent';
  return (await isOurs(answer, request.url)) ? answer : 'not-ours';
}

async function isOurs(answer: Response, url: string): Promise<boolean> {
  if (answer.type !== 'opaqueredirect') return answer.headers.has(documentMark);
  // The browser hides where it leads. Asked in a way that changes nothing, the end of it says whose it is.
  const end = await reach(url, { method: 'HEAD' });
  return end?.headers.has(documentMark) === true;
}
