// Runs the test files that it is given in this one process, each as a suite of its own, so that what a file does before
// and after is done for its tests alone.
import hooks from 'node:async_hooks';
import { createRequire } from 'node:module';
import path from 'node:path';
import { inspect } from 'node:util';

/** With a busy machine in mind: a loaded one takes three times as long. */
const fileTimeoutMs = 5 * 60_000;

/**
 * Node's runner follows every promise, to know of an error that nobody catches whose test it was. In the server's tests
 * that is a third of all work, so here it follows everything but promises. Such an error still fails the run, and is
 * printed with the place where it was made.
 */
const { createHook } = hooks;
Object.assign(hooks, {
  createHook: (callbacks: hooks.HookCallbacks) =>
    createHook({ ...callbacks, trackPromises: false }),
});
const { suite } = await import('node:test');
Object.assign(hooks, { createHook });

const uncaught: unknown[] = [];
for (const event of ['uncaughtExceptionMonitor', 'unhandledRejection']) {
  process.on(event, (fault) => uncaught.push(fault));
}
process.on('exit', () => {
  if (uncaught.length > 0) process.exitCode = 1;
  // Last, because what is printed of a stage that failed is the end.
  for (const fault of uncaught) process.stderr.write(`Nobody caught: ${inspect(fault)}\n`);
});

// Not `import()`, which is a promise: its tests would belong to no suite. A file that awaits something before its tests
// are known is refused with ERR_REQUIRE_ASYNC_MODULE; what it awaits belongs into `before`.
const require = createRequire(import.meta.url);
for (const file of process.argv.slice(2)) {
  suite(file, { timeout: fileTimeoutMs }, () => void require(path.resolve(file)));
}
