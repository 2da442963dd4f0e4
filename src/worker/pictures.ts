import { pictures } from '#contract/paths.ts';
import { atHand, whileSignedIn } from './kept.ts';

/** More than a phone shows of a shop's rewards; at 15 KB each. */
const keptAtMost = 60;

/** A picture that was looked at is kept with the member's documents, and goes with them. Its name tells its content. */
export async function answerPicture(
  request: Request,
  later: (work: Promise<unknown>) => void,
): Promise<Response> {
  const found = await atHand(request);
  if (found) return found;
  const answer = await fetch(request).catch(() => null);
  // Without network: the one of the list is better than none. A promise that fails is an error that Firefox reports.
  if (!answer) return (await atHand(inTheList(request))) ?? new Response(null, { status: 204 });
  if (answer.ok) {
    const copy = answer.clone();
    later(whileSignedIn((cache) => put(cache, request, copy)).catch(() => undefined));
  }
  return answer;
}

const inTheList = ({ url }: Request): Request => new Request(url.replace('-800.', '-320.'));

async function put(cache: Cache, request: Request, answer: Response): Promise<void> {
  await cache.put(request, answer);
  const kept = (await cache.keys()).filter(({ url }) => new URL(url).pathname.startsWith(pictures));
  // The one that was kept first is the first of the keys.
  await Promise.all(kept.slice(0, -keptAtMost).map((one) => cache.delete(one)));
}
