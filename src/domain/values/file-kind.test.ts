import assert from 'node:assert/strict';
import { test } from 'node:test';
import { otherFile } from './file-kind.ts';

const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === 'string' ? [...part].map((sign) => sign.charCodeAt(0)) : [...part],
    ),
  );
/** An archive whose first entry is called so. */
const zip = (name: string, content = '') =>
  bytes('PK\u0003\u0004', Array<number>(26).fill(0), name, content);

test('spreadsheets’ own files and packed ones are known by their first bytes', () => {
  const ods = zip('mimetype', 'application/vnd.oasis.opendocument.spreadsheet');
  const known = [
    [zip('[Content_Types].xml'), 'workbook', '.xlsx'],
    [zip('_rels/.rels'), 'workbook', '.xlsx'],
    [ods, 'workbook', '.ods'],
    [zip('Index/Document.iwa'), 'workbook', '.numbers'],
    [bytes([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), 'workbook', '.xls'],
    [zip('codes.csv'), 'packed', '.zip'],
    [bytes([0x1f, 0x8b, 8]), 'packed', '.gz'],
  ] as const;
  for (const [file, kind, format] of known) assert.deepEqual(otherFile(file), { kind, format });
});

test('text is none of them, in whatever encoding', () => {
  for (const text of [
    '',
    'P',
    'PK-0001',
    'Code;Batch',
    '\u00ff\u00feC\u0000',
    '\u00ef\u00bb\u00bfCode',
  ]) {
    assert.equal(otherFile(bytes(text)), null, text);
  }
});
