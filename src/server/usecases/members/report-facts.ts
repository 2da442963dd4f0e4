import { type Refusal, Refused } from '#domain/refusal.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork, transact } from '#server/usecases/ground/work.ts';
import { type FactTaken, takeFact } from '#server/usecases/occasions/take-fact.ts';
import { memberIdNamed } from '#server/usecases/scan/find-named.ts';
import { readFact } from './fact-line.ts';

/** What became of one fact of a request. */
export type ReportedFact =
  | { readonly taken: FactTaken; readonly refusal: null }
  | { readonly taken: null; readonly refusal: Refusal };

/**
 * Takes the facts that another system tells, one after the other, each in an act of its own: one that is refused is not
 * taken at all, and keeps none of the others from being taken.
 * @param source whose signature the request has
 * @returns what became of each, in their order
 */
export async function reportFacts(
  context: Context,
  source: string,
  facts: readonly unknown[],
): Promise<ReportedFact[]> {
  const all: ReportedFact[] = [];
  for (const sent of facts) all.push(await reportFact(context, source, sent));
  return all;
}

async function reportFact(context: Context, source: string, sent: unknown): Promise<ReportedFact> {
  try {
    const { member, ...told } = readFact(sent);
    const memberId = await memberIdNamed(await readWork(context), member);
    const taken = await transact(context, (work) => takeFact(work, { ...told, source, memberId }));
    return { taken, refusal: null };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { taken: null, refusal: error.refusal };
  }
}
