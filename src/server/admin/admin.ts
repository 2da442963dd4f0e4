import { Refused } from '#domain/refusal.ts';
import { sentenceOf } from '#server/http/edge/problem.ts';
import { readConfig } from '#server/start/config.ts';
import { endWith } from '#server/start/failure.ts';
import { makeContext } from '#server/start/make-context.ts';
import { ConnectionFault } from '#server/usecases/mint/mint-connection.ts';
import { ProgramFault } from '#server/usecases/program/load-program.ts';
import { AdminFault, usageOf } from './admin-command.ts';
import { adminCommands } from './admin-commands.ts';

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
