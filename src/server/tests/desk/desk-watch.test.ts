import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { deskApi } from '#contract/desk/desk-paths.ts';
import type { WatchNote } from '#contract/desk/desk-watch.ts';
import { runCommand } from '#server/tests/kit/admin.ts';
import { atOnce } from '#server/tests/kit/counter.ts';
import { administrator, type Signed } from '#server/tests/kit/desk/at-desk.ts';
import { addPurchase, numberOf } from '#server/tests/kit/members.ts';
import { settled } from '#server/tests/kit/settled.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { watchStaff } from '#server/usecases/followers/watch-staff.ts';

let t: Tillpass;
let owner: Signed;
before(async () => {
  t = await startTillpass();
  owner = await administrator(t, 'Olga');
});
after(() => t.close());

const notes = async (query = ''): Promise<WatchNote[]> =>
  (await owner.browser.get(deskApi.watchNotes + query)).body.rows;
const decide = ({ eventId, rule }: WatchNote, from: string | null, to: string) =>
  owner.browser.post(deskApi.watchNote.replace(':noteId', `${eventId}.${rule}`), { from, to });

/** A purchase by hand that is worth much, which a rule notes. */
async function large(address: string, receipt: string): Promise<void> {
  const till = await t.onDuty('main-1');
  const number = await numberOf(await t.joined(address));
  assert.equal((await addPurchase(till, number, receipt, 60_000)).status, 200);
  t.clock.turn(1_000);
  await settled(t.context.store);
  while (await watchStaff(t.context)) {}
}

test('an owner reads a note in names, and says what was decided; the command line reads it too', async () => {
  await large('first@example.com', 'large-1');
  const [note] = await notes();
  assert.ok(note);
  assert.deepEqual(note.who, { kind: 'associate', name: 'Sam of Main St.' });
  assert.deepEqual(note.finding, { rule: 'large-purchase', minor: 60_000 });
  assert.equal(note.store, 'Main St.');
  assert.equal(note.decided, null);
  assert.deepEqual(await notes('?store=harbour'), []);

  assert.equal((await decide(note, null, 'talked')).status, 200);
  const [decided] = await notes();
  assert.deepEqual([decided?.decided?.decision, decided?.decided?.by], ['talked', 'Olga']);
  assert.match(await runCommand(t.context, 'watch'), /\(talked about it, Olga\)$/);
  assert.equal((await decide(note, null, 'explained')).body.error.key, 'desk-note-decided');
  assert.equal((await decide(note, 'talked', 'explained')).status, 200);
  const { rows } = (await owner.browser.get(deskApi.acts)).body;
  assert.deepEqual(rows[0].changes, { decision: ['talked', 'explained'] });
  assert.equal(rows[0].act, 'watch-note-decided');
});

test('of two who decide at once, one hears that the other was quicker', async () => {
  await large('second@example.com', 'large-2');
  const [note] = await notes();
  assert.ok(note);
  const answers = await atOnce(2, (turn) => decide(note, null, turn === 0 ? 'acted' : 'watching'));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409]);
});

test('the list goes on where a page ended, and a note that there is not is not found', async () => {
  const { body } = await owner.browser.get(deskApi.watchNotes);
  assert.equal(body.next, null);
  const nobody = deskApi.watchNote.replace(':noteId', 'x.own-account');
  const missed = await owner.browser.post(nobody, { from: null, to: 'acted' });
  assert.equal(missed.body.error.key, 'not-found');
  assert.equal((await owner.browser.get(`${deskApi.watchNotes}?after=x`)).status, 400);
});
