import { documentMark } from '#contract/worker.ts';

/** Why there is no answer of the server's: nobody said anything, or somebody else did, such as a café's network. */
export type NoAnswer = 'silent' | 'not-ours';

/** A network that hangs is waited for no longer than this when there is something to show. */
export const hangMs = 3_000;

export const silence = (afterMs: number): Promise<'silent'> =>
  new Promise((resolve) => setTimeout(resolve, afterMs, 'silent'));

/** Asks the server for a page. */
export async function ask(request: Request): Promise<Response | NoAnswer> {
  const answer = await fetch(request).catch(() => null);
  if (!answer) return 'silent';
  return (await isOurs(answer, request.url)) ? answer : 'not-ours';
}

async function isOurs(answer: Response, url: string): Promise<boolean> {
  if (answer.type !== 'opaqueredirect') return answer.headers.has(documentMark);
  // The browser hides where it leads. Asked in a way that changes nothing, the end of it says whose it is.
  const end = await fetch(url, { method: 'HEAD' }).catch(() => null);
  return end?.headers.has(documentMark) === true;
}
