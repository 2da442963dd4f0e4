// Who searches for members is counted and written down, and what they typed stays nowhere.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { deskApi } from '#contract/desk/desk-paths.ts';
import { type Limit, limits } from '#domain/limit.ts';
import { issued } from '#server/tests/kit/counter.ts';
import { administrator, type Signed } from '#server/tests/kit/desk/at-desk.ts';
import { numberOf } from '#server/tests/kit/members.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { asAdministrator, recogniseAdministrator } from '#server/usecases/desk/desk-session.ts';
import { heedSearchLimits, searchLimits } from '#server/usecases/desk/heed-search-limits.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

const search = ({ browser }: Signed, find: string, more = {}) =>
  browser.post(deskApi.members, { find, ...more });
const open = ({ browser }: Signed, id: string) =>
  browser.get(deskApi.member.replace(':memberId', id));
const idOf = async (who: Signed, address: string): Promise<string> =>
  (await search(who, address)).body.rows[0].id;

/** An administrator and what the log has of them, as a request of theirs meets them. */
async function logged(who: Signed) {
  const lines: unknown[] = [];
  const me = await recogniseAdministrator(t.context, who.browser.cookies.get('__Host-desk'));
  const log = { ...t.context.log, warn: (fields: object) => void lines.push(fields) };
  const context = { ...asAdministrator(t.context, me, 'see-members'), log };
  return { lines, count: (heeded: readonly Limit[]) => heedSearchLimits(context, me, heeded) };
}

test('an exact hit is a row of who found whom by what, once an hour, and without what was typed', async () => {
  const sam = await administrator(t, 'Sam', 'support');
  const phone = await t.joined('mia.hidden@example.com', 'K1');
  const number = await numberOf(phone);
  const rows = async () => {
    const { body } = await sam.browser.get(deskApi.acts);
    assert.doesNotMatch(JSON.stringify(body), /mia\.hidden/i);
    return body.rows.filter(
      (row: { act: string; actor: string }) =>
        row.act === 'member-looked-up' && row.actor === 'Sam',
    );
  };
  await search(sam, 'nobody@example.com');
  await search(sam, 'mia');
  assert.deepEqual(await rows(), []);
  for (const typed of ['mia.hidden@example.com', 'MIA.hidden@example.com', number])
    assert.equal((await search(sam, typed)).body.rows.length, 1);
  const [row, ...others] = await rows();
  assert.deepEqual([row.member.number, row.details], [number, { by: 'address' }]);
  assert.deepEqual(others, []);
  t.clock.turn(60 * 60_000);
  const { code } = await issued(phone, 'small');
  for (const [typed, by] of [
    [code, 'voucher'],
    [number, 'number'],
  ]) {
    const bea = await administrator(t, `By ${by}`, 'viewer');
    await search(bea, typed ?? '');
    const { body } = await bea.browser.get(deskApi.acts);
    const met = body.rows.find(
      ({ actor, act }: { actor: string; act: string }) =>
        actor === `By ${by}` && act === 'member-looked-up',
    );
    assert.deepEqual(met?.details, { by });
  }
});

test('a search is in no address: what stands in one finds nobody', async () => {
  const una = await administrator(t, 'Una', 'support');
  const { status } = await una.browser.get(`${deskApi.members}?find=una@example.com`);
  assert.ok(status === 404 || status === 405, String(status));
});

test('an administrator who searches on and on waits, the log has it, and nobody else waits', async () => {
  const walker = await administrator(t, 'Walker', 'support');
  const other = await administrator(t, 'Other', 'support');
  const { lines, count } = await logged(walker);
  for (let one = 0; one < limits.deskFind.atMost; one += 1) await count(searchLimits.first);
  const said = { administratorId: walker.id, limit: 'desk:find', minutes: 10 };
  assert.deepEqual(lines, [{ security: 'desk-search-limited', ...said }]);
  const { status, body } = await search(walker, 'anna');
  assert.deepEqual([status, body.error.key], [429, 'too-many-requests']);
  assert.equal((await search(other, 'anna')).status, 200);
  t.clock.turn(limits.deskFind.windowMs);
  assert.equal((await search(walker, 'anna')).status, 200);
});

test('over a day fewer searches are left, and further pages end long before first ones', async () => {
  const walker = await administrator(t, 'Day walker', 'support');
  const { count } = await logged(walker);
  const full = limits.deskFindMore.atMost;
  for (let one = 0; one < full; one += 1) await count(searchLimits.further);
  const last = await t
    .joined('last.page@example.com')
    .then(() => idOf(walker, 'last.page@example.com'));
  assert.equal((await search(walker, 'x', { after: last })).status, 429);
  assert.equal((await search(walker, 'x')).status, 200);
  const counted = full + 2;
  for (let one = counted; one < limits.deskFindDay.atMost; one += 1) {
    if (one % limits.deskFind.atMost === 0) t.clock.turn(limits.deskFind.windowMs);
    await count(searchLimits.first);
  }
  t.clock.turn(limits.deskFind.windowMs);
  assert.equal((await search(walker, 'x')).status, 429);
});

test('pages of so many different members are opened in an hour; one that was open stays so', async () => {
  const opener = await administrator(t, 'Opener', 'viewer');
  const { count } = await logged(opener);
  for (const name of ['one', 'two']) await t.joined(`${name}@example.com`);
  const [first, second] = [
    await idOf(opener, 'one@example.com'),
    await idOf(opener, 'two@example.com'),
  ];
  for (let one = 1; one < limits.deskOpen.atMost; one += 1) await count([limits.deskOpen]);
  assert.equal((await open(opener, first)).status, 200);
  assert.equal((await open(opener, second)).status, 429);
  assert.equal((await open(opener, first)).status, 200);
});
