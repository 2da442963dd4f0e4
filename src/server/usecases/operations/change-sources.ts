import type { NewFactSecret } from '#contract/desk/desk-facts.ts';
import { adminApi } from '#contract/paths.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { makeFactSource, renewFactSecret } from '#server/usecases/occasions/fact-sources.ts';

/** Lets a system tell facts from now on. @throws Refused `id-taken`, `request-invalid` */
export const addSourceAtDesk = async (context: Context, name: string): Promise<NewFactSecret> => ({
  url: addressOf(context, name),
  secret: await makeFactSource(context, name),
  oldUntil: null,
});

/** A new secret, shown once. @throws Refused `not-found` */
export const renewSourceAtDesk = async (
  context: Context,
  name: string,
): Promise<NewFactSecret> => ({
  url: addressOf(context, name),
  ...(await renewFactSecret(context, name)),
});

const addressOf = ({ publicUrl }: Context, name: string): string =>
  `${publicUrl}${adminApi.facts}?source=${name}`;
