/**
 * The database can't be opened or reached. The message is one line for whoever starts the server, says
 * what to do, and holds no password.
 */
export class StorageUnavailable extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'StorageUnavailable';
  }
}
