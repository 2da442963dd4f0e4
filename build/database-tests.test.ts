import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { databaseTests } from './database-tests.ts';

const files = globSync('src/server/**/*.test.ts');
const chosen = databaseTests(files);

test('on PostgreSQL every file runs that opens a database, however far away', () => {
  assert.ok(chosen.includes('src/server/storage/engines/postgres.test.ts'));
  assert.ok(chosen.includes('src/server/tests/vouchers/races.test.ts'));
  // Whoever names the run's database, or hands it to another process, is among them.
  const naming = files.filter((file) =>
    /TEST_DATABASE_URL|testDatabaseUrl|another-process|hold-database/.test(
      readFileSync(file, 'utf8'),
    ),
  );
  assert.ok(naming.length > 10);
  assert.deepEqual(
    naming.filter((file) => !chosen.includes(file)),
    [],
  );
});

test('what opens none runs once', () => {
  for (const file of ['usecases/program/read-pictures', 'words/mail/sign-in-mail'])
    assert.ok(!chosen.includes(`src/server/${file}.test.ts`), file);
});
