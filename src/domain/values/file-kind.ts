/** A file that is no plain text, named by its usual ending. */
export interface OtherFile {
  /** A spreadsheet must be saved as text, a packed file must be unpacked. */
  readonly kind: 'workbook' | 'packed';
  readonly format: '.xlsx' | '.ods' | '.numbers' | '.xls' | '.zip' | '.gz';
}

const startsWith = (bytes: Uint8Array, ...magic: readonly number[]): boolean =>
  magic.every((byte, at) => bytes[at] === byte);

/** Where the name of an archive's first entry begins. */
const entryName = 30;
const lookedAt = 120;

/**
 * Recognises spreadsheets and packed files by their first bytes, whatever their name.
 * @returns null for what may be text
 */
export function otherFile(bytes: Uint8Array): OtherFile | null {
  if (startsWith(bytes, 0x1f, 0x8b)) return { kind: 'packed', format: '.gz' };
  // A compound document: a spreadsheet from before 2007, or one with a password.
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return { kind: 'workbook', format: '.xls' };
  if (!startsWith(bytes, 0x50, 0x4b, 0x03, 0x04)) return null;
  const begins = String.fromCharCode(...bytes.subarray(entryName, lookedAt));
  if (/^(\[Content_Types\]|_rels\/|xl\/|docProps\/)/.test(begins)) {
    return { kind: 'workbook', format: '.xlsx' };
  }
  if (/^mimetype.*opendocument\.spreadsheet/.test(begins)) {
    return { kind: 'workbook', format: '.ods' };
  }
  if (/^(Index\/|Index\.zip|Data\/|preview)/.test(begins)) {
    return { kind: 'workbook', format: '.numbers' };
  }
  return { kind: 'packed', format: '.zip' };
}
