import type { Manner } from '#contract/pages.ts';
import { paths } from '#contract/paths.ts';
import { settle } from './farewell.ts';
import { fromWallet } from './hollow.ts';
import { bring, isWhole, type Kept, kept, learner } from './kept.ts';
import { ask, hangMs, silence, slowMs } from './network.ts';
import { noSignalPage } from './no-signal.ts';

export interface Visit {
  readonly request: Request;
  readonly path: string;
  readonly manner: Manner;
  /** True: the server is about to say what became of a form, and no kept page knows that. */
  readonly afterForm: boolean;
  /** Continues work after the answer. */
  readonly later: (work: Promise<unknown>) => void;
}

/** Answers a visit to one of the shopper's pages. */
export async function answerVisit(visit: Visit): Promise<Response> {
  const { path, manner, later } = visit;
  // Both at once, because each look into storage takes time. While a sign-out is pending, nothing is kept.
  const [debt, own] = await Promise.all([settle(), kept(path)]);
  if (debt !== 'even') return noSignalPage({ because: debt, signedOut: true });
  const old = own ?? (await fromWallet(path));
  if (old && manner === 'kept-first' && !visit.afterForm && (await isWhole(old))) {
    later(bring(path));
    return old.answer;
  }
  const wallet = await kept(paths.wallet);
  const second = old?.answer ?? standIn(manner, wallet);
  const answer = await Promise.race([fromNetwork(visit), silence(second ? hangMs : slowMs)]);
  // A server that answers with an error is no better than none, if there is something to show.
  if (answer instanceof Response) return answer.status >= 500 ? (second ?? answer) : answer;
  return second ?? noSignalPage({ because: answer, wallet: wallet?.html });
}

/** Only for the wallet's own address: a document belongs where it was written for. */
const standIn = (manner: Manner, wallet: Kept | null): Response | null =>
  wallet && manner === 'network-first' ? Response.redirect(paths.wallet) : null;

/** An answer is kept even if the visit was answered otherwise before. */
function fromNetwork({ request, path, later }: Visit): ReturnType<typeof ask> {
  const learn = learner(path);
  const asked = ask(request);
  later(asked.then((answer) => (answer instanceof Response ? learn(answer.clone()) : undefined)));
  return asked;
}
