import { languageIn, stateIn, withoutFormIds } from '#contract/document.ts';
import type { PageState, QueryData, QueryName } from '#contract/page.ts';
import { assets } from '#contract/paths.ts';

/** What the answer to a visit means for the kept documents. */
export type Verdict =
  | { readonly act: 'keep'; readonly html: string }
  /** The person has signed out. */
  | { readonly act: 'forget' }
  | { readonly act: 'pass' };

const pass: Verdict = { act: 'pass' };

/** @param ours whether the answer has the server's mark */
export function judge(answer: { status: number; ours: boolean; html: string }): Verdict {
  const state = answer.ours && answer.status === 200 && stateIn(answer.html);
  const visit = state && dataIn(state, 'visit');
  if (!visit || !('signedIn' in visit)) return pass;
  if (!visit.signedIn) return { act: 'forget' };
  // What became of a form is shown once, and a page of failure is not kept.
  if (state.refusal || state.done || state.failure) return pass;
  return { act: 'keep', html: withoutFormIds(answer.html) };
}

const dataIn = <N extends QueryName>(
  { queries }: Partial<PageState>,
  name: N,
): QueryData[N] | undefined =>
  // The contract pairs the name with its data.
  queries?.find(({ key }) => key[0] === name)?.data as QueryData[N] | undefined;

/** The data of a name in a document; undefined also if the document was cut off. */
export function queryIn<N extends QueryName>(html: string, name: N): QueryData[N] | undefined {
  const state = stateIn(html);
  return state ? dataIn(state, name) : undefined;
}

/**
 * Whether an arriving document belongs to another member than the kept wallet, or is in another language. A form may
 * have changed either, and its answer is a page.
 */
export function isAnothers(html: string, keptWallet: string): boolean {
  const [now, before] = [html, keptWallet].map((one) => queryIn(one, 'wallet')?.member?.number);
  const anotherMember = now !== undefined && before !== undefined && now !== before;
  return anotherMember || languageIn(html) !== languageIn(keptWallet);
}

const asset = new RegExp(`${assets}[\\w.-]+`, 'g');

/** The scripts and styles that a document needs. */
export const assetsOf = (html: string): readonly string[] => [...new Set(html.match(asset))];
