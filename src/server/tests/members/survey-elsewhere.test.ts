import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { adminApi } from '#contract/paths.ts';
import type { SurveyRule } from '#domain/program/earning-rule.ts';
import { Browser } from '#server/tests/kit/browser.ts';
import { atOnce, balance } from '#server/tests/kit/counter.ts';
import { numberOf } from '#server/tests/kit/members.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { assertRefused } from '#server/tests/kit/refused.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { makeAdminKey } from '#server/usecases/pools/admin-key.ts';

const survey: SurveyRule = {
  id: 'taste',
  kind: 'survey',
  name: { en: 'Your opinion' },
  points: 5,
  question: { en: 'How was it?' },
  version: 1,
  when: {},
  limits: {},
  answers: [
    { id: 'good', text: { en: 'Good' } },
    { id: 'bad', text: { en: 'Not so good' } },
  ],
};

let t: Tillpass;
let key: string;
before(async () => {
  t = await startTillpass({ program: { ...testProgram, earning: [survey] } });
  key = await makeAdminKey(t.context, 'opinions');
});
// Closing verifies every ledger, and that answers gave what rules gave.
after(() => t.close());

const report = (body: object, by = key) =>
  new Browser(t.app).post(adminApi.surveyAnswers, body, { authorization: `Bearer ${by}` });

test('answers given elsewhere come by the administrator’s API: once an id, whatever is retried at once', async () => {
  const phone = await t.joined('mailed@example.com');
  const answer = {
    id: 'mail-17',
    member: await numberOf(phone),
    survey: 'taste',
    answer: 'bad',
    store: 'harbour',
  };
  const retried = await atOnce(4, () => report(answer));
  assert.deepEqual(
    retried.map(({ body }) => body),
    Array.from({ length: 4 }, () => ({ points: 5 })),
  );
  assert.equal(await balance(phone), 155);
  const wrong: [object, string][] = [
    [{ ...answer, answer: 'good' }, 'id-taken'],
    [{ ...answer, id: 'mail-18' }, 'survey-answered'],
    [{ ...answer, id: 'mail-19', survey: 'none' }, 'survey-over'],
    [{ ...answer, id: 'mail-20', version: 7 }, 'survey-over'],
    [{ ...answer, id: 'mail-21', member: '0000000000' }, 'member-unknown'],
    [{ ...answer, id: 'mail-22', store: 'moon' }, 'store-unknown'],
    [{ ...answer, id: '' }, 'request-invalid'],
    [{ ...answer, extra: 1 }, 'request-invalid'],
  ];
  for (const [body, expected] of wrong) {
    const { status, text, body: said } = await report(body);
    assertRefused(status, text, JSON.stringify(body));
    assert.equal(said.error.key, expected);
  }
  assert.equal((await report(answer, 'ta_nobody')).body.error.key, 'key-unknown');
  const other = await t.joined('mailed-too@example.com');
  const odd = await report({ ...answer, id: 'x', member: await numberOf(other), answer: 'so-so' });
  assert.match(odd.body.error.message, /good, bad/);
  assert.equal(await balance(phone), 155);
});
