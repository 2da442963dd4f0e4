// `npm run dev`: the whole server with pages from their sources. Node restarts it when a source of the server changes.
import { enableCompileCache, flushCompileCache } from 'node:module';
import { join } from 'node:path';

// Two thousand modules are loaded at each start, and few have changed: compiling all of them takes a third of the time.
enableCompileCache(join(import.meta.dirname, '../../../dist/compiled'));
// Imported here and not at the top, where it would be compiled before there is a cache.
const { start } = await import('./start.ts');
await start();
// Now and not at the end, because Ctrl-C may cut the end short.
flushCompileCache();
