import { documentMark } from '#contract/document.ts';

/** Why the server has not answered: nobody did, or somebody else, such as a café's network. */
export type NoAnswer = 'silent' | 'not-ours';

/** How long to wait for a network that hangs, if there is something to show. */
export const hangMs = 3_000;
/** How long to wait if there is nothing to show: a slow network that works must not be called none. */
export const slowMs = 10_000;

export const silence = (afterMs: number): Promise<'silent'> =>
  new Promise((resolve) => setTimeout(resolve, afterMs, 'silent'));

/** Null when nobody answers. A request that hangs is aborted, because it would occupy a connection that others need. */
export async function reach(
  what: RequestInfo,
  how: RequestInit = {},
  timeoutMs = slowMs,
): Promise<Response | null> {
  const leaving = new AbortController();
  const timer = setTimeout(() => leaving.abort(), timeoutMs);
  const answer = await fetch(what, { ...how, signal: leaving.signal }).catch(() => null);
  // An answer that has begun may take its time.
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
  // The browser hides where a redirect leads. A HEAD request changes nothing, and its end shows whose page it is.
  const end = await reach(url, { method: 'HEAD' });
  return end?.headers.has(documentMark) === true;
}
