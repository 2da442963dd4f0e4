/** A setting that the server can't start with. Its message is the one line that a person reads. */
export class SettingFault extends Error {
  readonly setting: string;
  constructor(setting: string, reason: string) {
    super(`${setting} ${reason}`);
    this.name = 'SettingFault';
    this.setting = setting;
  }
}

/** How much of a wrong value is shown: enough to recognise it, on one line. */
const shownAtMost = 60;

/** A value for a message: short, and quoted, so that blanks and control characters are visible. */
export function shown(value: string): string {
  return JSON.stringify(value.length > shownAtMost ? `${value.slice(0, shownAtMost)}…` : value);
}

/** What Node, OpenSSL and the system call by a code. */
const words: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  ENOENT: 'there is no such file',
  ENOTDIR: 'a part of the path is not a folder',
  EEXIST: 'a file is in the way',
  EISDIR: 'it is a folder',
  ENOTEMPTY: 'the folder is not empty',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'this account has used up its part of the disk',
  EIO: 'the disk fails',
  EFBIG: 'the file is larger than the file system takes',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'its links lead in a circle',
  EXDEV: 'it lies on another disk',
  EBUSY: 'something else uses it',
  EMFILE: 'this process has too many files open (LimitNOFILE, ulimit -n)',
  ENFILE: 'the machine has too many files open',
  ENOMEM: 'there is no memory left',
  EADDRINUSE: 'something else uses it',
  EADDRNOTAVAIL: 'it is no address of this machine',
  ENOTFOUND: 'there is no such name',
  EAI_AGAIN: 'names are not found from here: look at the DNS of this machine',
  ECONNREFUSED: 'nobody listens there',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  ETIMEDOUT: 'there was no answer in time',
  EHOSTUNREACH: 'no way leads there from here',
  ENETUNREACH: 'no way leads there from here',
  ERR_OSSL_PEM_NO_START_LINE: 'there is no certificate or key in PEM in it',
  ERR_OSSL_X509_KEY_VALUES_MISMATCH: 'the key is not the one of the certificate',
  ERR_OSSL_EVP_UNSUPPORTED: 'it is of a kind that OpenSSL does not read',
  ERR_OSSL_CRYPTO_INTERRUPTED_OR_CANCELLED: 'the key asks for a password: store it without one',
};

/** Why the system refused something, in words; what has none is named by its code or message, for a search. */
export function systemReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? error.code : undefined;
  if (typeof code !== 'string') return error.message;
  return words[code] ?? `${error.message} (${code}; this version has no words for it)`;
}
