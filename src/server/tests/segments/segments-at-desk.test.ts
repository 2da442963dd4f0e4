import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SegmentCounts } from '#contract/desk/desk-figures.ts';
import { deskApi } from '#contract/desk/desk-paths.ts';
import { changeMember } from '#server/storage/people/members.ts';
import { administrator } from '#server/tests/kit/desk/at-desk.ts';
import { startTillpass } from '#server/tests/kit/tillpass.ts';
import { transact } from '#server/usecases/ground/work.ts';
import { joined, kept, program } from './shop-of-segments.ts';

const arabic = { id: 'arabic', name: { en: 'Readers of Arabic' } };
const own = {
  ...program,
  segments: [{ ...arabic, all: [{ kind: 'language' as const, languages: ['ar' as const] }] }],
};

test('the desk says how many members a segment has once it is kept, and guesses nothing before', async () => {
  const t = await startTillpass({ program: own });
  const viewer = await administrator(t, 'Vera', 'viewer');
  const seen = async (): Promise<SegmentCounts['segments']> => {
    const { status, body, text } = await viewer.browser.get(deskApi.segmentCounts);
    assert.equal(status, 200, text);
    assert.equal(body.countedAt, t.clock.now());
    return body.segments;
  };
  const { id } = await joined(t, 'one@example.com');
  await joined(t, 'two@example.com');
  assert.deepEqual(await seen(), [{ ...arabic, members: null, isAbout: false }]);
  await kept(t);
  t.clock.turn(601_000);
  await kept(t);
  assert.deepEqual(await seen(), [{ ...arabic, members: 0, isAbout: false }]);
  await transact(t.context, (work) => changeMember(work, id, { language: 'ar' }));
  assert.deepEqual(await seen(), [{ ...arabic, members: 1, isAbout: false }], 'who just changed');
  await kept(t);
  assert.deepEqual(await seen(), [{ ...arabic, members: 1, isAbout: false }]);
  const support = await administrator(t, 'Sami', 'support');
  const refused = await support.browser.get(deskApi.segmentCounts);
  assert.equal(refused.body.error.key, 'desk-role');
  await t.close();
});
