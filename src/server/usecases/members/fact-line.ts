import { Compile } from 'typebox/compile';
import { FactLine } from '#contract/admin/admin-facts.ts';
import { Refused } from '#domain/refusal.ts';
import { gtinFault } from '#domain/values/gs1.ts';
import { readInstant } from '#domain/values/instant.ts';
import type { ToldFact, ToldWhat } from '#server/usecases/occasions/take-fact.ts';

/** A fact as another system sent it, read; whose it is, nobody has looked for yet. */
export interface ReadFact extends Omit<ToldFact, 'source' | 'memberId'> {
  /** As it names the member. */
  readonly member: string;
}

const schema = Compile(FactLine);

/** The fields that go with each fact, and those that it needs. A fact of the program has none of its own. */
const fieldsOf = {
  review: { may: ['gtin', 'article', 'rating'], needs: [] },
  survey: { may: ['survey', 'answer', 'version', 'store'], needs: ['survey', 'answer'] },
  newsletter: { may: ['wording', 'language', 'confirmed'], needs: ['wording', 'language'] },
  named: { may: [], needs: [] },
} as const satisfies Record<ToldWhat['fact'], Fields>;

interface Fields {
  readonly may: readonly Own[];
  readonly needs: readonly Own[];
}

type Own = Exclude<keyof FactLine, 'id' | 'member' | 'fact' | 'at' | 'withdrawn'>;

const own = Object.values(fieldsOf).flatMap(({ may }): readonly Own[] => may);

/**
 * Reads one fact of a request.
 * @throws Refused `request-invalid`, whose pointer is a field of the fact
 */
export function readFact(sent: unknown): ReadFact {
  const [error] = schema.Errors(sent);
  if (error) {
    const { instancePath, keyword, params, message } = error;
    const missing = keyword === 'required' ? `/${params.requiredProperties[0]}` : '';
    const detail =
      keyword === 'boolean' || keyword === 'additionalProperties'
        ? 'is no field of a fact'
        : message;
    throw invalid(instancePath + missing, detail);
  }
  const line = sent as FactLine; // The schema just found nothing against it.
  const { id, member, withdrawn = false } = line;
  const at = readInstant(line.at);
  if (at === null)
    throw invalid(
      '/at',
      'must be a time of RFC 3339 with its offset, such as 2026-01-15T10:00:00Z',
    );
  return { id, member, at, withdrawn, what: whatOf(line, withdrawn) };
}

function whatOf(line: FactLine, withdrawn: boolean): ToldWhat {
  const { fact } = line;
  const kind = fact === 'review' || fact === 'survey' || fact === 'newsletter' ? fact : 'named';
  const { may, needs }: Fields = fieldsOf[kind];
  const odd = own.find((key) => line[key] !== undefined && !may.includes(key));
  if (odd) throw invalid(`/${odd}`, `does not go with the fact ${fact}`);
  // Who takes a consent back need not say what they agreed to.
  const missing = kind === 'newsletter' && withdrawn ? [] : needs;
  const gap = missing.find((key) => line[key] === undefined);
  if (gap) throw invalid(`/${gap}`, `is missing: the fact ${fact} needs it`);
  switch (kind) {
    case 'review':
      return { fact: kind, product: productOf(line), rating: line.rating ?? null };
    case 'survey': {
      if (withdrawn) throw invalid('/withdrawn', 'an answer to a survey stays as it was given');
      const { survey = '', answer = '', version = null, store = null } = line;
      return { fact: kind, survey, answer, version, storeId: store };
    }
    case 'newsletter': {
      const { wording = '', language = '', confirmed = false } = line;
      if (!withdrawn && !/\p{L}/u.test(wording))
        throw invalid('/wording', 'must be the sentence that was agreed to');
      const consent = withdrawn ? null : { wording, language };
      return { fact: kind, consent, isConfirmed: confirmed };
    }
    default:
      return { fact: 'named', name: fact };
  }
}

/** @throws Refused `request-invalid` unless exactly one is there, and a GTIN is one */
export function productOf({ gtin, article }: { gtin?: string; article?: string }): string {
  if (gtin === undefined && article === undefined) {
    throw invalid('/gtin', 'is missing: gtin or article says what was reviewed');
  }
  if (gtin === undefined) return article ?? '';
  if (article !== undefined) throw invalid('/article', 'is said beside gtin: one of the two');
  const fault = gtinFault(gtin);
  if (fault === 'length') throw invalid('/gtin', 'has 8, 12, 13 or 14 digits');
  if (fault !== null) throw invalid('/gtin', 'has another check digit');
  return gtin;
}

const invalid = (pointer: string, detail: string) =>
  new Refused({ key: 'request-invalid', pointer, detail });
