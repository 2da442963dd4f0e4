import { readArgs } from '#server/admin/admin-args.ts';
import { type Config, readConfig } from '#server/start/config.ts';
import { failureText } from '#server/start/failure.ts';
import { makeContext } from '#server/start/make-context.ts';
import { bad, type Finding, good, linesOf, unsure } from './finding.ts';
import {
  lookAtBuild,
  lookAtClock,
  lookAtCompany,
  lookAtDisk,
  lookAtPins,
  lookAtRuns,
  lookAtStorage,
} from './installation.ts';
import { lookAtMail } from './mail.ts';
import { lookAtMove } from './moving.ts';
import { lookAtPublicAddress } from './public-address.ts';
import { lookAtOtherKey } from './turned-key.ts';

/** What to print, and whether nothing is bad. */
export interface Examined {
  readonly lines: readonly string[];
  readonly ok: boolean;
}

/**
 * Looks at everything that an installation needs, and says of each what to do. It goes on where something is broken,
 * and changes nothing but that it sends a mail.
 * @param env settings, in tests; absent: the environment
 */
export async function examine(
  args: readonly string[],
  env?: Readonly<Record<string, string | undefined>>,
): Promise<Examined> {
  const { words, options } = readArgs(args, [], ['json']);
  const findings = await look(words[0] ?? null, env);
  const ok = findings.every(({ state }) => state !== 'bad');
  const json = options.json === true;
  return { lines: json ? [JSON.stringify({ ok, findings }, null, 2)] : linesOf(findings), ok };
}

async function look(
  to: string | null,
  env: Readonly<Record<string, string | undefined>> | undefined,
): Promise<readonly Finding[]> {
  let config: Config;
  try {
    config = readConfig(env, { makes: false });
  } catch (fault) {
    const todo = 'Correct it and ask again: without settings nothing else can be looked at.';
    return [bad('settings', failureText(fault), todo)];
  }
  const { production, publicUrl } = config;
  return [
    production
      ? good('settings', `complete, for production at ${publicUrl}`)
      : unsure('settings', 'for development', 'For a shop set NODE_ENV=production.'),
    ...(await inside(config, to)),
    ...(await lookAtPublicAddress(publicUrl, Date.now())),
    await lookAtDisk(config),
    await lookAtClock(),
    await lookAtBuild(config),
    ...(await lookAtRuns(config, Date.now())),
    ...lookAtMove(config),
  ];
}

/** What needs the database, and the mail, which the same context sends. */
async function inside(config: Config, to: string | null): Promise<readonly Finding[]> {
  const silent = { info: () => {}, warn: () => {}, error: () => {} };
  try {
    // Leaves the tables as they are, because looking before an upgrade must not upgrade them.
    const opening = { actor: 'command line', makes: false, anyKey: true, asItIs: true };
    const context = await makeContext(config, silent, opening);
    try {
      return [
        ...(await lookAtStorage(context)),
        ...(await lookAtOtherKey(context)),
        ...(config.production ? await lookAtPins(context) : []),
        ...(await lookAtCompany(context)),
        await lookAtMail(config, context, to),
      ];
    } finally {
      context.mailer.close();
      await context.store.close();
    }
  } catch (fault) {
    const todo = 'Start it, or correct DATABASE_URL or DATA_DIR.';
    return [bad('database', failureText(fault), todo)];
  }
}
