import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { memberApi } from '#contract/paths.ts';
import { sqlitePath } from '#server/storage/engines/sqlite.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { testDatabaseUrl } from '#server/tests/kit/database.ts';
import { dump } from '#server/tests/kit/dump.ts';
import { joinDirectly } from '#server/tests/kit/join-directly.ts';
import { idOf } from '#server/tests/kit/members.ts';
import { statementsOf, walksIn } from '#server/tests/kit/plans.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { findMembers } from '#server/usecases/desk/find-members.ts';
import { changeAddress } from '#server/usecases/members/change-address.ts';
import { giveExternalId } from '#server/usecases/members/external-ids.ts';
import { changeFirstName } from '#server/usecases/occasions/change-name.ts';
import { eraseMember } from '#server/usecases/rights/erase.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

const rename = (memberId: string, firstName: string) =>
  changeFirstName(t.context, { memberId, placement: null }, { firstName, language: 'en' });

async function named(name: string, address: string): Promise<string> {
  const id = await joinDirectly(t, address);
  await rename(id, name);
  return id;
}

const find = (text: string, page?: string) =>
  findMembers(t.context, { find: text, ...(page !== undefined && { after: page }) });
const ids = async (text: string) => (await find(text)).rows.map(({ id }) => id);

test('a name is found by its half, with a slip, in any order, and by what stands before the @', async () => {
  const jon = await named('Jon', 'jon.smith83@example.com');
  const jane = await named('Jane Smithers', 'jane@example.com');
  for (const text of [
    'jon smth',
    'smiht jon',
    'JON SMI',
    'jno smith',
    'jno smiht',
    'jon.smth@exmaple.com',
  ])
    assert.deepEqual(await ids(text), [jon], text);
  assert.deepEqual(await ids('smithers'), [jane]);
  assert.deepEqual((await ids('smith')).toSorted(), [jane, jon].toSorted());
  assert.deepEqual(await ids('jon smithers'), []);
});

test('who has the word as it was typed stands before who has one like it', async () => {
  const like = await named('Marta', '901@example.com');
  const same = await named('Marla', '902@example.com');
  assert.deepEqual(await ids('marla'), [same, like]);
  assert.deepEqual(await ids('marta'), [like, same]);
});

test('names from right to left, with accents and with emoji are found as people type them', async () => {
  const ahmad = await named('أَحمد الأحمدي', '1@example.com');
  const zoe = await named('Zoë 🦄', '2@example.com');
  const weiss = await named('Łukasz Weiß', '3@example.com');
  for (const text of ['احمد', 'أحمد', 'احمد الاحمدى', 'أحمذ'])
    assert.deepEqual(await ids(text), [ahmad], text);
  for (const text of ['zoe', 'ZOË', '🦄', 'zoe 🦄']) assert.deepEqual(await ids(text), [zoe], text);
  for (const text of ['lukasz', 'weiss', 'WEISS łuk'])
    assert.deepEqual(await ids(text), [weiss], text);
});

test('a name is found from the moment it is told, and by the old one and the old address no more', async () => {
  const id = await named('Ottilie', 'ottilie.before@example.com');
  await rename(id, 'Wilhelmine');
  assert.deepEqual(await ids('wilhelmine'), [id]);
  assert.deepEqual(await ids('ottilie'), [id], 'the address still says so');
  await changeAddress(t.context, { memberId: id, address: 'later@example.com' });
  assert.deepEqual(await ids('ottilie'), []);
  assert.deepEqual(await ids('later'), [id]);
  await rename(id, '');
  assert.deepEqual(await ids('wilhelmine'), []);
});

test('a name that a phone tells is found too', async () => {
  const phone: Browser = await t.joined('told@example.com');
  await phone.post(memberApi.profile, { firstName: 'Toldwig' });
  assert.deepEqual(await ids('toldw'), [await idOf(t, 'told@example.com')]);
});

test('what another system calls somebody finds them, with its name or alone', async () => {
  const id = await named('Shopy', 'shopped@example.com');
  const externalId = { source: 'shopify', id: 'c-5123' };
  await giveExternalId(t.context, { member: id, externalId }, 'support');
  for (const text of ['shopify:c-5123', 'c-5123']) assert.deepEqual(await ids(text), [id], text);
  assert.deepEqual(await ids('c-5124'), []);
});

test('who was erased has left no word behind', async () => {
  const id = await named('Canaryname Canarylast', 'canarymail@example.com');
  assert.deepEqual(await ids('canaryname'), [id]);
  await eraseMember(t.context, id, 'support');
  for (const text of ['canaryname', 'canarylst', 'canarymail'])
    assert.deepEqual(await ids(text), []);
  assert.doesNotMatch(await dump(t.context.store.read), /canary(name|last|mail)/i);
});

test('each page goes on where the one before ended, and shows nobody twice', async () => {
  const all: string[] = [];
  for (let at = 0; at < 12; at += 1)
    all.push(await named('Quentin Quentinson', `${at + 100}@example.com`));
  for (let at = 0; at < 12; at += 1) all.push(await named('Quemtin', `${at + 200}@example.com`));
  const seen: string[] = [];
  for (let page: string | undefined; ; ) {
    const { rows, next } = await find('quentin', page);
    seen.push(...rows.map(({ id }) => id));
    if (next === null) break;
    page = next;
  }
  assert.deepEqual(seen.toSorted(), all.toSorted());
  assert.equal(seen.indexOf(all[0] ?? '') < 12, true, 'as it was typed comes first');
});

test('one answer looks at so many names and no more, and says where to go on', async () => {
  const many = sql`many(n) as (select 1 union all select n + 1 from many where n < 7000)`;
  await t.context.store.transact(async ({ db }) => {
    for (const word of ['frequent', 'common'])
      await sql`insert into member_words (member_id, word)
        with recursive ${many} select ${`0${word}`} || n, ${sql.lit(word)} from many`.execute(db);
  });
  const both = await named('Frequent Common', 'both@example.com');
  const first = await find('frequent common');
  if (first.rows.length === 0) assert.notEqual(first.next, null);
  const seen = first.rows.map(({ id }) => id);
  for (let page = first.next; page !== null; ) {
    const { rows, next } = await find('frequent common', page);
    seen.push(...rows.map(({ id }) => id));
    page = next;
  }
  assert.deepEqual(seen, [both]);
});

test('every question finds its rows by an index', {
  skip: testDatabaseUrl !== undefined && 'PostgreSQL plans by what it counts',
}, async () => {
  const typed = ['frequent', 'jon smth', 'jno smiht', 'jon@nowhere.example', 'R-1', '482016357312'];
  const statements = await statementsOf(async () => {
    for (const text of typed) await find(text);
    const { next } = await find('quentin');
    await find('quentin', next ?? '');
  });
  // `tried` has the values of its own statement, and `w` is the part of the index that is looked at.
  const small = new Set(['tried', 'w']);
  const path = sqlitePath(t.adminSettings.DATA_DIR);
  assert.deepEqual(walksIn(path, statements, small), []);
});

test('what is no place of a list is refused in words', async () => {
  for (const page of ['x', Buffer.from('[0,9,"a","b"]').toString('base64url')])
    await assert.rejects(find('quentin', page), { refusal: { key: 'not-found' } });
});
