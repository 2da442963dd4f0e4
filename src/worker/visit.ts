import type { Strategy } from '#contract/pages.ts';
import { paths } from '#contract/paths.ts';
import { fromWallet } from './app-shell.ts';
import { bring, isWhole, type Kept, kept, learner } from './kept.ts';
import { ask, hangMs, silence, slowMs } from './network.ts';
import { noSignalPage } from './no-signal.ts';
import { settle } from './sign-out.ts';

export interface Visit {
  readonly request: Request;
  readonly path: string;
  readonly strategy: Strategy;
  /** True: the server is about to say what became of a form, and no kept page knows that. */
  readonly afterForm: boolean;
  /** Continues work after the answer. */
  readonly later: (work: Promise<unknown>) => void;
}

/** Answers a visit to one of the shopper's pages. */
export async function answerVisit(visit: Visit): Promise<Response> {
  const { path, strategy, later } = visit;
  // Both at once, because each look into storage takes time. While a sign-out is pending, nothing is kept.
  const [debt, own] = await Promise.all([settle(), kept(path)]);
  if (debt !== 'even') return noSignalPage({ because: debt, signedOut: true });
  const old = own ?? (await fromWallet(path));
  if (old && strategy === 'stale-while-revalidate' && !visit.afterForm && (await isWhole(old))) {
    later(bring(path));
    return old.answer;
  }
  const wallet = await kept(paths.wallet);
  const second = old?.answer ?? standIn(strategy, wallet);
  const answer = await Promise.race([fromNetwork(visit), silence(second ? hangMs : slowMs)]);
  // A server that answers with an error is no better than none, if there is something to show.
  if (answer instanceof Response) return answer.status >= 500 ? (second ?? answer) : answer;
  return second ?? noSignalPage({ because: answer, wallet: wallet?.html });
}

/** Only for the wallet's own address: a document belongs where it was written for. */
const standIn = (strategy: Strategy, wallet: Kept | null): Response | null =>
  wallet && strategy === 'network-first' ? Response.redirect(paths.wallet) : null;

/** An answer is kept even if the visit was answered otherwise before. */
function fromNetwork({ request, path, later }: Visit): ReturnType<typeof ask> {
  const learn = learner(path);
  const asked = ask(request);
  later(asked.then((answer) => (answer instanceof Response ? learn(answer.clone()) : undefined)));
  return asked;
}
