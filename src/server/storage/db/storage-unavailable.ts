/**
 * The database can't be opened or reached. The message is one line for whoever starts the server. It says what to do,
 * and contains no password.
 */
export class StorageUnavailable extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'StorageUnavailable';
  }
}
