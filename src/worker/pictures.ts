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
  const answer = await fetch(request);
  if (answer.ok) {
    const copy = answer.clone();
    later(whileSignedIn((cache) => put(cache, request, copy)).catch(() => undefined));
  }
  return answer;
}

async function put(cache: Cache, request: Request, answer: Response): Promise<void> {
  await cache.put(request, answer);
  const kept = (await cache.keys()).filter(({ url }) => new URL(url).pathname.startsWith(pictures));
  // The one that was kept first is the first of the keys.
  await Promise.all(kept.slice(0, -keptAtMost).map((one) => cache.delete(one)));
}
