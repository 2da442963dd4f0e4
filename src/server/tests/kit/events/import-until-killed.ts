import { createReadStream } from 'node:fs';
import { importMembers } from '#server/usecases/imports/import-members.ts';
import { doomed } from './doomed.ts';

// A process for a test: it brings members over from a file, and is killed on the way.
const wish = {
  source: 'smile',
  separator: null,
  encoding: null,
  columns: {},
  dates: null,
  addToMembers: true,
  accept: false,
  dryRun: false,
};
await doomed('changes', (context, [file = '']) =>
  importMembers(context, wish, () => createReadStream(file)),
);
