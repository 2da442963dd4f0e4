import { readFileSync } from 'node:fs';
import { importsOf } from '../src/house/sources.ts';

/** What opens the database that the run names. */
const opensDatabase = 'server/tests/kit/database.ts';

/**
 * The test files that can open a database, by what they import and what that imports. What the others find out is the same
 * on every database.
 */
export function databaseTests(files: readonly string[]): string[] {
  const importers = new Map<string, string[]>();
  const seen = new Set<string>();
  const read = (file: string): void => {
    if (seen.has(file) || !/\.tsx?$/.test(file)) return;
    seen.add(file);
    const text = readFileSync(`src/${file}`, 'utf8');
    for (const { to } of importsOf({ path: file, text })) {
      importers.set(to, [...(importers.get(to) ?? []), file]);
      read(to);
    }
  };
  const below = (file: string): string => file.replace(/^src\//, '');
  for (const file of files) read(below(file));
  const opening = new Set<string>();
  const open = (file: string): void => {
    if (opening.has(file)) return;
    opening.add(file);
    for (const importer of importers.get(file) ?? []) open(importer);
  };
  open(opensDatabase);
  return files.filter((file) => opening.has(below(file)));
}
