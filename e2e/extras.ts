// Exits with 0 if all optional programs of the tests are installed.
import { hasHeadlessShell } from './browser.ts';
import { firefoxPath } from './firefox.ts';
import { zxingReaderPath } from './lab/judges.ts';
import { hasWebKit } from './webkit/mini-browser.ts';

const all = firefoxPath() && hasWebKit() && zxingReaderPath() && hasHeadlessShell();
process.exitCode = all ? 0 : 1;
