// `npm run dev`: the whole server with pages from their sources. Node restarts it when a source of the server changes.
import { enableCompileCache, flushCompileCache } from 'node:module';
import { join } from 'node:path';

// Two thousand modules are read at each start, of which few have changed: compiling them takes a third of its time.
enableCompileCache(join(import.meta.dirname, '../../../dist/compiled'));
// By name and not above, where it would be compiled before there is a cache.
const { start } = await import('./start.ts');
await start();
// Not left to the end, which Ctrl-C may cut short.
flushCompileCache();
