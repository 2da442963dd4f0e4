import { createReadStream } from 'node:fs';
import { importPurchases } from '#server/usecases/imports/import-purchases.ts';
import { doomed } from './doomed.ts';

// A process for a test: it brings over what members bought before, and is killed on the way.
const wish = {
  source: 'smile',
  separator: null,
  encoding: null,
  columns: {},
  dates: null,
  accept: false,
  dryRun: false,
};
await doomed('changes', (context, [file = '']) =>
  importPurchases(context, wish, () => createReadStream(file)),
);
