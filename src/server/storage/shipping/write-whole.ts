/** What takes bytes at a place, perhaps fewer than it is given: a `FileHandle`. */
interface Place {
  write(
    bytes: Buffer,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ readonly bytesWritten: number }>;
}

/**
 * Writes all bytes to their place. A disk that is nearly full takes a part of them without a fault, and refuses the rest
 * only when it is asked again.
 * @param position in bytes
 * @throws what the disk refused, or Error when it takes nothing
 */
export async function writeWhole(file: Place, bytes: Buffer, position: number): Promise<void> {
  for (let written = 0; written < bytes.length; ) {
    const left = bytes.length - written;
    const { bytesWritten } = await file.write(bytes, written, left, position + written);
    if (bytesWritten === 0) throw new Error('the disk takes nothing');
    written += bytesWritten;
  }
}
