// Ends well when everything is here that the tests use and can do without.
import { hasHeadlessShell } from './browser.ts';
import { firefoxPath } from './firefox.ts';
import { zxingReaderPath } from './lab/judges.ts';
import { hasWebKit } from './webkit/mini-browser.ts';

const all = firefoxPath() && hasWebKit() && zxingReaderPath() && hasHeadlessShell();
process.exitCode = all ? 0 : 1;
