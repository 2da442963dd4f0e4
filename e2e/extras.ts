// Ends well when everything is here that the tests use and can do without.
import { firefoxPath } from './firefox.ts';
import { zxingReaderPath } from './lab/judges.ts';
import { hasWebKit } from './webkit/mini-browser.ts';

process.exitCode = firefoxPath() && hasWebKit() && zxingReaderPath() ? 0 : 1;
