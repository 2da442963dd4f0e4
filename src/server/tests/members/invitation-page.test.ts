import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memberApi } from '#contract/paths.ts';
import { idOf } from '#server/tests/kit/members.ts';
import { linkOf, referralRule } from '#server/tests/kit/model/inviting.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { eraseMember } from '#server/usecases/rights/erase.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass({ program: { ...testProgram, earning: [referralRule()] } });
});
after(() => t.close());

test('the page of an invitation says who gives what, a name only if there is one, and answers all addresses alike', async () => {
  const anna = await t.joined('named@example.com');
  const link = await linkOf(anna);
  const pageOf = async (at: string) => {
    const phone = t.browser();
    return (await phone.page(String((await phone.page(at)).headers.location))).text;
  };
  const nameless = await pageOf(link);
  assert.match(nameless, /A member invites you\./);
  assert.match(nameless, /50 points for you and 100 points for whoever invites you/);
  await anna.post(memberApi.profile, { firstName: 'Anna' });
  assert.match(await pageOf(link), /Anna.? invites you\./);
  // Another language leads to the page without what stands behind its question mark.
  const reader = t.browser();
  await reader.page(link);
  await reader.form(memberApi.language, { language: 'ar', back: '/' });
  assert.match((await reader.page('/')).text, /Anna/);
  assert.match(await pageOf('/i/0000000000'), /This invitation doesn’t work any more/);
  const answers = await Promise.all(
    ['named@example.com', 'never@example.com'].map(async (email) => {
      const seen = await t.browser().post(memberApi.signIns, { email, invitation: link.slice(3) });
      const { id: _id, matchNumber: _number, address: _address, ...rest } = seen.body;
      return [seen.status, rest];
    }),
  );
  assert.deepEqual(answers[0], answers[1]);
  await eraseMember(t.context, await idOf(t, 'named@example.com'), 'member');
  assert.match(await pageOf(link), /This invitation doesn’t work any more/);
});

test('what is no code of an invitation leads to the first page, and no cookie keeps it', async () => {
  for (const typed of [`${'a'.repeat(15)}%F0%9F%98%80`, '%F0%9F%98%80', 'abc', 'U234567890']) {
    const phone = t.browser();
    const seen = await phone.page(`/I/${typed}`);
    assert.deepEqual([seen.status, seen.headers.location], [303, '/'], typed);
    assert.equal(phone.cookies.has('__Host-invitation'), false, typed);
  }
  for (const invitation of ['abc', `${'a'.repeat(15)}😀`]) {
    const phone = t.browser();
    const seen = await phone.post(memberApi.signIns, { email: 'half@example.com', invitation });
    assert.equal(seen.status, 200, seen.text);
    assert.equal(phone.cookies.has('__Host-invitation'), false);
  }
});
