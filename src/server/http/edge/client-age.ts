import type { FastifyInstance } from 'fastify';
import { buildHeader } from '#contract/build.ts';
import { memberApi } from '#contract/paths.ts';
import { clientRefusal } from '#domain/program/client-age.ts';
import { refuseWhen } from '#domain/refusal.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { audienceOf } from './audience.ts';

/** Whatever changes, whoever has a barcode open can show it, leave, and read what is said here. */
const always: readonly string[] = [memberApi.redemption, memberApi.signOut, memberApi.language];

/**
 * Refuses shoppers' pages whose script is older than we answer to.
 * @throws Refused `client-too-old`
 */
export function refuseOldClients(app: FastifyInstance, { now }: Context): void {
  app.addHook('onRequest', async (request) => {
    const builtOn = request.headers[buildHeader];
    // A form says nothing of its page's age: it gets a new page back.
    if (typeof builtOn !== 'string' || audienceOf(request) !== 'member') return;
    if (always.includes(request.routeOptions.url ?? '')) return;
    refuseWhen(clientRefusal(builtOn, now()));
  });
}
