/** A file that holds no plain text, by what people call it: its usual ending. */
export interface OtherFile {
  /** A spreadsheet has to be saved as text, a packed file to be unpacked. */
  readonly kind: 'workbook' | 'packed';
  readonly format: '.xlsx' | '.ods' | '.numbers' | '.xls' | '.zip' | '.gz';
}

const startsWith = (bytes: Uint8Array, ...magic: readonly number[]): boolean =>
  magic.every((byte, at) => bytes[at] === byte);

/** Where the name of an archive's first entry begins, and how far its first bytes are looked at. */
const entryName = 30;
const lookedAt = 120;

/**
 * Knows spreadsheets' own files and packed ones by their first bytes, whatever they are called.
 * @returns null for what may be text
 */
export function otherFile(bytes: Uint8Array): OtherFile | null {
  if (startsWith(bytes, 0x1f, 0x8b)) return { kind: 'packed', format: '.gz' };
  // Before 2007, and with a password since: a compound document.
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
