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

/** Node's own code for what the system refused (`EACCES`, `ENOENT` …), or the message. */
export function systemReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? error.code : undefined;
  const words: Record<string, string> = {
    EACCES: 'permission denied',
    EPERM: 'not permitted',
    ENOENT: 'there is no such file',
    ENOTDIR: 'a part of the path is not a folder',
    EEXIST: 'a file is in the way',
    EISDIR: 'it is a folder',
    EROFS: 'the file system is read-only',
    ENOSPC: 'the disk is full',
    ENAMETOOLONG: 'the name is too long',
  };
  return (typeof code === 'string' && words[code]) || error.message;
}
