import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { posApi } from '#contract/paths.ts';
import { runCommand } from '#server/tests/kit/admin.ts';
import { posAt, wallet } from '#server/tests/kit/counter.ts';
import { numberOf } from '#server/tests/kit/members.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
let folder: string;
before(async () => {
  t = await startTillpass();
  folder = await mkdtemp(join(tmpdir(), 'tillpass-recipes-'));
});
// Closing verifies every ledger.
after(async () => {
  await rm(folder, { recursive: true });
  await t.close();
});

interface Export {
  /** A file with the columns that docs/import.md names. */
  readonly file: string;
  readonly address: string;
  readonly points: number;
  readonly firstName?: string;
  /** What the other system calls the member. */
  readonly id?: string;
  /** Columns that the command tells of as left out. */
  readonly leftOut?: RegExp;
}

/** One customer of each program, with a column that no field takes where its export has one. */
const exports: Readonly<Record<string, Export>> = {
  smile: {
    file: 'email,points\nada@moved.example,120\n',
    address: 'ada@moved.example',
    points: 120,
  },
  yotpo: {
    file: 'Email,First Name,Last Name,Points Balance,Referral Link\nnoor@moved.example,Noor,Haddad,80,https://yotpo.example/r/1\n',
    address: 'noor@moved.example',
    points: 80,
    firstName: 'Noor',
    leftOut: /"Last Name" is left out\ncolumn "Referral Link" is left out/,
  },
  loyaltylion: {
    file: 'email,id,points,tier\nben@moved.example,LL-7,45,Bronze\n',
    address: 'ben@moved.example',
    points: 45,
    id: 'LL-7',
    leftOut: /"tier" is left out/,
  },
  square: {
    file: 'First Name,Last Name,Email Address,Square Customer ID,Points\nCleo,Mann,cleo@moved.example,SQ8XK2,30\n',
    address: 'cleo@moved.example',
    points: 30,
    firstName: 'Cleo',
    id: 'SQ8XK2',
    leftOut: /"Last Name" is left out/,
  },
};

/** The words of a command as a shell takes them apart. */
const wordsOf = (typed: string) =>
  [...typed.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');

const page = readFileSync(new URL('../../../../docs/import.md', import.meta.url), 'utf8');
const recipes = [...page.matchAll(/`(import-members (\S+) --source (\w+).*?)` \|$/gm)].map(
  ([, typed = '', file = '', source = '']) => ({ typed, file, source }),
);

test('each recipe of docs/import.md is one of those below', () => {
  assert.deepEqual(
    recipes.map(({ source }) => source),
    Object.keys(exports),
  );
});

for (const { typed, file, source } of recipes)
  test(`${source}: the recipe’s command brings its export over, once, and who signs in has their points`, async () => {
    const brought = exports[source] ?? assert.fail(source);
    const path = join(folder, file);
    await writeFile(path, brought.file);
    const [name = '', ...given] = wordsOf(typed).map((word) => (word === file ? path : word));
    const run = (...more: string[]) => runCommand(t.context, name, ...given, ...more);
    const looked = await run('--dry-run');
    assert.match(looked, /^A dry run: 1 line of /m);
    if (brought.leftOut) assert.match(looked, brought.leftOut);
    assert.match(await run(), /\n1 new member, /);
    assert.match(await run(), /\n0 new members, /, 'the same file again');

    const phone = await t.joined(brought.address);
    const { member, balance, history } = await wallet(phone);
    assert.equal(member.firstName, brought.firstName ?? null);
    assert.equal(balance, brought.points);
    const told = history.map(({ text }: { text: string }) => text);
    assert.deepEqual(told, ['Balance brought along'], 'and no gift for joining');
    const number = await numberOf(phone);
    if (brought.id) {
      const externalId = { source, id: brought.id };
      const found = await posAt(t, 'main-1').post(posApi.findMember, { externalId });
      assert.equal(found.status, 200, found.text);
      assert.equal(found.body.number, number);
    }
  });
