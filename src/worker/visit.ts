import { paths } from '#contract/paths.ts';
import { isEven } from './farewell.ts';
import { bring, isWhole, kept, learner } from './kept.ts';
import type { Manner } from './manner.ts';
import { noSignalPage } from './no-signal.ts';

/** A network that hangs is waited for no longer than this when there is something to show. */
const hangMs = 3_000;

export interface Visit {
  readonly request: Request;
  readonly path: string;
  readonly manner: Manner;
  /** The server is about to say what became of a form: nothing kept can know that. */
  readonly afterForm: boolean;
  readonly stylesheet: string | undefined;
  /** Goes on with work after the answer. */
  readonly later: (work: Promise<unknown>) => void;
}

/** Answers a visit to one of the shopper's pages. */
export async function answerVisit(visit: Visit): Promise<Response> {
  const { path, manner, stylesheet, later } = visit;
  // Together, since each look into storage is a wait. While a sign-out is owed nothing is kept.
  const [even, old] = await Promise.all([isEven(), manner === 'kept-first' ? kept(path) : null]);
  if (!even) return noSignalPage({ stylesheet, signedOut: true, wallet: null });
  if (old && !visit.afterForm && (await isWhole(old))) {
    later(bring(path));
    return old.answer;
  }
  const wallet = await kept(paths.wallet);
  // Only to the wallet's own address: a document belongs where it was written for.
  const second =
    old?.answer ?? (manner === 'network-first' && wallet && Response.redirect(paths.wallet));
  const fresh = fromNetwork(visit);
  const answer = await (second ? Promise.race([fresh, silence(hangMs)]) : fresh);
  const last = () => noSignalPage({ stylesheet, signedOut: false, wallet: wallet?.html ?? null });
  return answer ?? (second || last());
}

/** Null when there is no network. What arrives is taken in, even after the visit was answered otherwise. */
function fromNetwork({ request, path, later }: Visit): Promise<Response | null> {
  const learn = learner(path);
  const arrived = fetch(request).catch(() => null);
  later(arrived.then((answer) => answer && learn(answer.clone())));
  return arrived;
}

const silence = (afterMs: number): Promise<null> =>
  new Promise((resolve) => setTimeout(resolve, afterMs, null));
