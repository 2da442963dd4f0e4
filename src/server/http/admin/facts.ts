import type { FastifyInstance, FastifyRequest } from 'fastify';
import { adminEndpoints } from '#contract/admin/admin-api.ts';
import type { FactAnswer } from '#contract/admin/admin-facts.ts';
import { adminApi } from '#contract/paths.ts';
import { type Refusal, type RefusalKey, Refused } from '#domain/refusal.ts';
import { sentenceOf } from '#server/http/edge/problem.ts';
import { languageOf } from '#server/http/edge/request-context.ts';
import { serve } from '#server/http/edge/serve.ts';
import { demandJson, readJsonStrictly } from '#server/http/edge/strict-input.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { type ReportedFact, reportFacts } from '#server/usecases/members/report-facts.ts';
import { recogniseSource } from '#server/usecases/occasions/fact-sources.ts';

/**
 * Where other systems of the shop tell facts. Who sent a request says its signature, over the body as it came, so
 * nothing of the body is read before.
 */
export async function factRoutes(app: FastifyInstance, context: Context): Promise<void> {
  await app.register(async (scope) => {
    demandJson(scope);
    const askers = new WeakMap<FastifyRequest, string>();
    readJsonStrictly(scope, async (request, body) => {
      askers.set(request, await sourceOf(context, request, body));
    });
    const askerOf = (request: FastifyRequest): string => {
      const source = askers.get(request);
      if (source === undefined) throw new Refused({ key: 'signature-wrong' });
      return source;
    };
    const asked = { patterns: adminApi, endpoints: adminEndpoints } as const;
    serve(
      scope,
      { ...asked, who: 'source', askerOf },
      {
        facts: {
          post: async (request, _reply, source) => {
            const sent = request.body.facts;
            const became = await reportFacts(context, source, sent);
            const answers = became.map((one, place) =>
              answerOf(context, request, { one, place, sent: sent[place] }),
            );
            return { facts: await Promise.all(answers) };
          },
        },
      },
    );
  });
}

/** @throws Refused `signature-wrong`, `signature-late` */
function sourceOf(context: Context, request: FastifyRequest, body: string): Promise<string> {
  const { headers, query } = request;
  const header = (name: string): string => String(headers[name] ?? '');
  return recogniseSource(context, {
    source: String((query as { source?: unknown }).source ?? ''),
    id: header('webhook-id'),
    timestamp: header('webhook-timestamp'),
    signatures: header('webhook-signature'),
    body,
  });
}

interface Line {
  readonly one: ReportedFact;
  readonly place: number;
  readonly sent: unknown;
}

async function answerOf(
  context: Context,
  request: FastifyRequest,
  { one, place, sent }: Line,
): Promise<FactAnswer> {
  const id = idIn(sent);
  if (one.taken) return { id: id ?? '', ...one.taken };
  const { refusal } = one;
  context.meters.refused(refusal.key);
  const within = 'pointer' in refusal ? refusal.pointer : fieldOf(refusal);
  const pointer = `/facts/${place}${within ?? ''}`;
  const told: Refusal = refusal.key === 'request-invalid' ? { ...refusal, pointer } : refusal;
  const message = await sentenceOf(context, languageOf(request), told, 'till');
  return { id, outcome: 'refused', error: { key: refusal.key, message, details: told, pointer } };
}

function idIn(sent: unknown): string | null {
  if (typeof sent !== 'object' || sent === null || !('id' in sent)) return null;
  return typeof sent.id === 'string' ? sent.id : null;
}

/** The field of a fact that each refusal is about. */
const fields: Partial<Record<RefusalKey, string>> = {
  'member-unknown': '/member',
  'id-taken': '/id',
  'fact-ahead': '/at',
  'fact-late': '/at',
  'fact-early': '/at',
  'review-early': '/at',
  'fact-unknown': '/fact',
  'newsletter-not-asked': '/fact',
  'review-none': '/fact',
  'newsletter-unconfirmed': '/confirmed',
  'survey-over': '/survey',
  'survey-answered': '/survey',
  'store-unknown': '/store',
};

const fieldOf = ({ key }: Refusal): string => fields[key] ?? '';
