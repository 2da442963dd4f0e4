import { Refused } from '#domain/refusal.ts';
import { AdminFault, type Commands } from '#server/admin/admin-command.ts';
import { textOf } from '#server/admin/admin-time.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import {
  endFactSource,
  listFactSources,
  makeFactSource,
  renewFactSecret,
} from '#server/usecases/occasions/fact-sources.ts';

/** Systems of the shop that tell facts of members (`docs/facts.md`). */
export const factCommands = {
  'fact-source': async (context, [name = '']) => {
    const secret = await said(context, name, makeFactSource(context, name));
    return [
      `${name} can tell facts from now on, at ${context.publicUrl}/admin/v1/facts?source=${name}`,
      `Secret: ${secret}`,
    ];
  },
  'fact-sources': async (context) => {
    const all = await listFactSources(context);
    if (all.length === 0) return ['No system tells facts.'];
    return all.map(({ name, createdAt, heardAt, oldSecretUntil }) => {
      const heard = heardAt === null ? 'nothing yet' : `heard ${textOf(heardAt)}`;
      const old =
        oldSecretUntil === null
          ? ''
          : `; its secret of before is good until ${textOf(oldSecretUntil)}`;
      return `${name}: since ${textOf(createdAt)}, ${heard}${old}`;
    });
  },
  'new-fact-secret': async (context, [name = '']) => {
    const { secret } = await said(context, name, renewFactSecret(context, name));
    return [`New secret: ${secret}`, 'The old one is good too for 24 hours.'];
  },
  'end-fact-source': async (context, [name = '']) => {
    await said(context, name, endFactSource(context, name));
    return [`Nothing that ${name} sends is taken from now on. What it told stays.`];
  },
} satisfies Commands;

async function said<T>(context: Context, name: string, done: Promise<T>): Promise<T> {
  try {
    return await done;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { refusal } = error;
    if (refusal.key === 'id-taken') {
      throw new AdminFault(
        `There is a system "${name}" already: npm run admin -- new-fact-secret ${name} gives it another secret.`,
      );
    }
    if (refusal.key === 'request-invalid') {
      throw new AdminFault(`A name ${refusal.detail}, such as judge-me; not "${name}".`);
    }
    const known = (await listFactSources(context)).map((one) => one.name).join(', ');
    throw new AdminFault(`There is no system "${name}"; there are ${known || 'none'}.`);
  }
}
