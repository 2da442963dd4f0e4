// Two memberships that support takes for those of one person: whose books say what was done about it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memberApi } from '#contract/paths.ts';
import { runCommand } from '#server/tests/kit/admin.ts';
import { idOf } from '#server/tests/kit/members.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { declineMerge, viewMergeOffer } from '#server/usecases/rights/merge-offer.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

const admin = (command: string, ...args: string[]) => runCommand(t.context, command, ...args);

interface CopiedAct {
  readonly at: string;
  readonly act: string;
  readonly details: Readonly<Record<string, string>>;
}

test('what support does of it is on record for both members, and a member’s taking back is a line of the log', async () => {
  const [email, otherEmail, thirdEmail] = [
    'one@example.com',
    'two@example.com',
    'three@example.com',
  ];
  const phones = [await t.joined(email), await t.joined(otherEmail), await t.joined(thirdEmail)];
  const id = await idOf(t, email);
  const otherId = await idOf(t, otherEmail);
  const thirdId = await idOf(t, thirdEmail);
  /** What each one's copy says, in the order in which it was done. */
  const onRecord = async () => {
    const copies = await Promise.all(phones.map((one) => one.post(memberApi.copy)));
    return copies.map(({ body }) =>
      (body.adminActs as CopiedAct[])
        .filter(({ act }) => act.startsWith('merge-'))
        .toSorted((a, b) => a.at.localeCompare(b.at))
        .map(({ act, details }) => [act, details.withMemberId]),
    );
  };
  await admin('merge', email, otherEmail, '--begin');
  t.clock.turn(1);
  await admin('end-merge', otherEmail);
  t.clock.turn(1);
  const [begun, back] = ['merge-begun', 'merge-taken-back'];
  const first = [[begun, otherId] as const, [back, otherId] as const];
  const firstOfOther = [[begun, id] as const, [back, id] as const];
  assert.deepEqual(await onRecord(), [first, firstOfOther, []]);

  // Begun with somebody else, which takes back what stood, and taken back by the member.
  await admin('merge', email, otherEmail, '--begin');
  t.clock.turn(1);
  await admin('merge', thirdEmail, otherEmail, '--begin');
  const lines: object[] = [];
  const warn = (fields: object) => lines.push(fields);
  const context = { ...t.context, log: { ...t.context.log, warn } };
  const { name = '' } = (await viewMergeOffer(context, thirdId)) ?? {};
  await declineMerge(context, { memberId: thirdId }, name);
  assert.deepEqual(lines, [
    { security: 'merge-declined', memberId: thirdId, withMemberId: otherId },
  ]);
  const [own, others, thirds] = await onRecord();
  assert.deepEqual(own, [...first, ...first]);
  assert.deepEqual(
    others?.toSorted(),
    [...firstOfOther, ...firstOfOther, [begun, thirdId]].toSorted(),
  );
  assert.deepEqual(thirds, [[begun, otherId]]);
});
