import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressPage, memberApi } from '#contract/paths.ts';
import { latestMails } from '#server/storage/people/mails.ts';
import { memberIdByAddress } from '#server/storage/people/members.ts';
import { assertUnchanged, dump } from '#server/tests/kit/dump.ts';
import { runDoomed } from '#server/tests/kit/events/run-doomed.ts';
import { idOf } from '#server/tests/kit/members.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { openMail } from '#server/usecases/ground/queue-mail.ts';

/** At how many places between its first and its last statement the process is killed. */
const kills = 3;

/** Acts in a process of its own. */
const elsewhere = (t: Tillpass, statement: number, act: readonly string[]) =>
  runDoomed(t, 'address', { statement }, ...act);

/** A member who asked for another address. @returns what confirms it */
async function asking(t: Tillpass, name: string): Promise<readonly string[]> {
  const phone = await t.joined(`${name}@example.com`);
  t.clock.turn(1);
  const next = `${name}-new@example.com`;
  await phone.form(addressPage, { email: next }, addressPage);
  const { code } = await t.lastMail(next);
  const { devices } = (await phone.get(memberApi.profile)).body;
  return ['confirm', await idOf(t, `${name}@example.com`), devices[0].id, code];
}

async function linkOf(t: Tillpass, name: string): Promise<readonly string[]> {
  const mails = (await latestMails(t.context.store.read, 100)).map((row) =>
    openMail(t.context, row),
  );
  const told = mails.find(
    ({ to, text: said }) => to === `${name}@example.com` && said.includes('/a/'),
  );
  return ['take-back', /\/a\/(\S+)/.exec(told?.text ?? '')?.[1] ?? assert.fail(told?.text)];
}

test('killed within a change of address or within taking it back, wherever that is, nothing is done, and the next try does it whole', async (c) => {
  const t = await startTillpass();
  c.after(() => t.close());
  const owner = (address: string) => memberIdByAddress(t.context.store.read, address);
  for (const what of ['change', 'take back'] as const) {
    const actOf = async (name: string) => {
      const change = await asking(t, name);
      if (what === 'change') return change;
      assert.equal((await elsewhere(t, 0, change)).status, 0);
      return linkOf(t, name);
    };
    const slug = what.replace(' ', '');
    const counted = await elsewhere(t, 0, await actOf(`counted${slug}`));
    assert.equal(counted.status, 0);
    const statements = counted.statements ?? 0;
    assert.ok(statements > kills, `${statements} statements`);

    const act = await actOf(`killed${slug}`);
    const before = await dump(t.context.store.read);
    for (let n = 1; n <= kills; n += 1) {
      const killedAt = Math.ceil((n * statements) / kills);
      const { signal } = await elsewhere(t, killedAt, act);
      assert.equal(signal, 'SIGKILL', `before statement ${killedAt} of ${statements}`);
      assertUnchanged(before, await dump(t.context.store.read));
    }
    assert.equal((await elsewhere(t, 0, act)).status, 0);
    const [old, next] = [`killed${slug}@example.com`, `killed${slug}-new@example.com`];
    const [has, hasNot] = what === 'change' ? [next, old] : [old, next];
    assert.notEqual(await owner(has), undefined);
    assert.equal(await owner(hasNot), undefined);
  }
});
