import { Refused } from '#domain/refusal.ts';
import { AdminFault, usageOf } from './admin-command.ts';
import { adminCommands } from './admin-commands.ts';
import { readConfig } from './config.ts';
import { endWith } from './failure.ts';
import { sentenceOf } from './http/problem.ts';
import { makeContext } from './make-context.ts';
import { ProgramFault } from './usecases/load-program.ts';
import { ConnectionFault } from './usecases/mint-connection.ts';

/** What an administrator does at a command line: `npm run admin -- COMMAND …`. */
async function run([name = '', ...args]: readonly string[]): Promise<void> {
  const command = Object.hasOwn(adminCommands, name) ? adminCommands[name] : undefined;
  if (!command) throw new AdminFault(`npm run admin -- COMMAND\n\n${usageOf(adminCommands)}`);
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const silent = { info: () => {}, warn: () => {}, error: () => {} };
  const context = await makeContext(readConfig(), silent, {
    inBulk: name === 'pool',
    actor: 'command line',
  });
  try {
    for (const line of await command.run(context, args)) say(line);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    throw new AdminFault(await sentenceOf(context, 'en', error.refusal, 'till'));
  } finally {
    context.mailer.close();
    await context.store.close();
  }
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  const expected = [AdminFault, ProgramFault, ConnectionFault].some(
    (kind) => error instanceof kind,
  );
  endWith(expected && error instanceof Error ? error.message : error);
}
