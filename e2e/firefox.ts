import { existsSync } from 'node:fs';

const installed = ['/usr/bin/firefox-esr', '/usr/bin/firefox'];

/** Which Firefox the tests drive, or undefined where there is none. */
export function firefoxPath(): string | undefined {
  return process.env.FIREFOX_PATH ?? installed.find((path) => existsSync(path));
}

/** Answers Firefox's own questions beforehand, because nobody sees its window. */
const firefoxPreferences = {
  'dom.storageManager.prompt.testing': true,
  'dom.storageManager.prompt.testing.allow': true,
};

const executablePath = firefoxPath();

/** Debian's own Firefox, over the standard protocol that it speaks without patches. */
export const firefoxLaunch = {
  channel: 'moz-firefox',
  timeout: 60_000,
  firefoxUserPrefs: firefoxPreferences,
  ...(executablePath && { executablePath }),
};
