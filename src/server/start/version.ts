import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The version that this is, as CHANGELOG.md names it: read once, as the folder may be exchanged for the next one. */
export const version: string = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8'),
).version;
