import { adminApi } from '#contract/paths.ts';
import type { EarningRule } from '#domain/program/earning-rule.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';
import { makeFactSource } from '#server/usecases/occasions/fact-sources.ts';
import { signaturesOf } from '#server/vendors/webhook-post/signature.ts';

const common = { when: {}, limits: {} };
/** A rule for each fact that another system may tell and that earns. */
export const factRules: readonly EarningRule[] = [
  {
    ...common,
    id: 'tasted',
    kind: 'profile-step',
    name: { en: 'Tasting' },
    points: 7,
    fact: 'tasting',
  },
  {
    ...common,
    id: 'news',
    kind: 'newsletter',
    name: { en: 'News' },
    points: 20,
    doubleOptIn: true,
  },
  { ...common, id: 'wrote', kind: 'review', name: { en: 'Review' }, points: 15 },
  {
    ...common,
    id: 'how-was-it',
    kind: 'survey',
    name: { en: 'Opinion' },
    points: 5,
    question: { en: 'How was it?' },
    version: 1,
    answers: [
      { id: 'good', text: { en: 'Good' } },
      { id: 'bad', text: { en: 'Bad' } },
    ],
  },
];

/** A fact of the program's own, which `factRules` know. */
export const tasting = { id: 'tasting', name: { en: 'Came to a tasting' } };

interface Sending {
  /** Whose secret signs; the source's own if absent. */
  readonly secret?: string;
  readonly source?: string;
  /** How long ago it was signed. */
  readonly agoMs?: number;
  /** What is sent in place of what was signed. */
  readonly instead?: string;
}

/** A system of the shop that tells facts, as one that signs by Standard Webhooks. */
export async function startSource(t: Tillpass, name: string) {
  const secret = await makeFactSource(t.context, name);
  let sent = 0;
  const post = async (body: string, more: Sending = {}) => {
    const timestamp = Math.floor((t.clock.now() - (more.agoMs ?? 0)) / 1000);
    const id = `msg_${++sent}`;
    const signed = { id, timestamp, body };
    const answer = await t.app.inject({
      method: 'POST',
      url: `${adminApi.facts}?source=${more.source ?? name}`,
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': signaturesOf([more.secret ?? secret], signed),
      },
      payload: more.instead ?? body,
    });
    return { status: answer.statusCode, text: answer.body, body: answer.json() };
  };
  return {
    secret,
    post,
    /** @returns what became of each fact */
    tell: async (...facts: readonly object[]) =>
      (await post(JSON.stringify({ facts }))).body.facts as readonly {
        readonly id: string | null;
        readonly outcome: string;
        readonly points?: number;
        readonly error?: {
          readonly key: string;
          readonly message: string;
          readonly pointer: string;
        };
      }[],
  };
}
