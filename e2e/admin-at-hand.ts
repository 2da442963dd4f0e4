// A process beside the tests that does a command of `npm run admin` for whoever sends it, in the process's own memory: a command of its
// own process spends half a second on loading modules, and each till of a test is set up by one.
import { adminCommands } from '#server/admin/admin-commands.ts';
import { readConfig } from '#server/start/config.ts';
import { makeContext } from '#server/start/make-context.ts';
import type { Answered, Asked } from './administrator.ts';

const silent = { info: () => {}, warn: () => {}, error: () => {} };

async function run({ settings, args: [name = '', ...args] }: Asked): Promise<string> {
  const command = adminCommands[name];
  if (!command) throw new Error(`there is no command "${name}"`);
  const config = readConfig(settings, { makes: false });
  // Opened for this command alone: the test may end its server, and delete what the server kept.
  const context = await makeContext(config, silent, { actor: 'command line', makes: false });
  try {
    return (await command.run(context, args)).join('\n');
  } finally {
    context.mailer.close();
    await context.store.close();
  }
}

process.on('message', async (asked: Asked) => {
  const { number } = asked;
  const answer = await run(asked).then(
    (printed): Answered => ({ number, printed }),
    (error): Answered => ({ number, fault: String(error?.stack ?? error) }),
  );
  process.send?.(answer);
});
