import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { argv, stdout } from 'node:process';

// A process for a test: it prints in which files of a folder each of the texts stands, as JSON of pairs. A process that has
// the database open must not read the files itself, because whoever closes one of them loses SQLite's locks on it
// (sqlite.org/howtocorrupt.html, 2.2), and another process takes the log for left behind.
const [, , folder = '', ...texts] = argv;
const entries = await readdir(folder, { recursive: true, withFileTypes: true });
const found: [text: string, file: string][] = [];
for (const entry of entries.filter((one) => one.isFile())) {
  const file = join(entry.parentPath, entry.name);
  const bytes = await readFile(file);
  for (const text of texts) if (bytes.includes(text)) found.push([text, file]);
}
stdout.write(JSON.stringify(found));
