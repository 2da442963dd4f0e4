// A request whose body is held back is let in long before it does something.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { deskApi } from '#contract/desk/desk-paths.ts';
import type { DeskRight } from '#domain/desk/desk-role.ts';
import { Refused } from '#domain/refusal.ts';
import { administrator, begun, type Signed, tokenOf } from '#server/tests/kit/desk/at-desk.ts';
import { Authenticator } from '#server/tests/kit/desk/authenticator.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import {
  changeRole,
  endAdministrator,
  inviteAdministrator,
  linkForOwner,
} from '#server/usecases/desk/administrators.ts';
import { asAdministrator, recogniseAdministrator } from '#server/usecases/desk/desk-session.ts';
import { addOwnPasskey, askForPasskey } from '#server/usecases/desk/own-passkeys.ts';
import { transact } from '#server/usecases/ground/work.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

/** As the guard lets a request in. */
async function letIn({ browser }: Signed, right: DeskRight) {
  const who = await recogniseAdministrator(t.context, browser.cookies.get('__Host-desk'));
  return { who, context: asAdministrator(t.context, who, right) };
}

const refused = (key: string) => (error: unknown) =>
  error instanceof Refused && error.refusal.key === key;

test('a passkey that comes after a recovery is not kept, and what was asked before is forgotten', async () => {
  const signed = await administrator(t, 'Ada');
  const { who, context } = await letIn(signed, 'add-passkey');
  const passkey = new Authenticator().make(await askForPasskey(context, who));
  await begun(t, tokenOf((await linkForOwner(t.context, 'Ada')).url));
  await assert.rejects(
    addOwnPasskey(context, who, { passkey, browser: '' }),
    refused('desk-signed-out'),
  );
  const { read } = t.context.store;
  for (const [table, column] of [
    ['desk_challenges', 'bound_to'],
    ['desk_proofs', 'session_id'],
  ] as const) {
    const left = await read
      .selectFrom(table)
      .selectAll()
      .where(column as never, '=', who.sessionId as never)
      .execute();
    assert.deepEqual(left, [], table);
  }
});

test('who lost the role, the session or the desk meanwhile writes nothing', async () => {
  const owner = await administrator(t, 'Bea');
  const nothing = async () => {};
  const demoted = await administrator(t, 'Cleo', 'support');
  const adjusting = await letIn(demoted, 'adjust-points');
  const looking = await letIn(demoted, 'look');
  await changeRole(t.context, demoted.id, { from: 'support', to: 'viewer' });
  await assert.rejects(transact(adjusting.context, nothing), refused('desk-role'));
  await transact(looking.context, nothing);
  await demoted.browser.post(deskApi.signOut);
  await assert.rejects(transact(looking.context, nothing), refused('desk-signed-out'));
  const inviting = await letIn(owner, 'manage-administrators');
  await endAdministrator(t.context, owner.id);
  const mallory = { name: 'Mallory', role: 'owner' } as const;
  await assert.rejects(inviteAdministrator(inviting.context, mallory), refused('desk-signed-out'));
});
