import type { FastifyInstance } from 'fastify';
import { buildHeader } from '#contract/build.ts';
import { memberApi } from '#contract/paths.ts';
import { clientRefusal } from '#domain/program/client-age.ts';
import { refuseWhen } from '#domain/refusal.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { audienceOf } from './audience.ts';

/** However old the page: whoever has a barcode open can show it, sign out, and read this refusal in their language. */
const always: readonly string[] = [memberApi.redemption, memberApi.signOut, memberApi.language];

/**
 * Refuses shoppers' pages whose script is too old.
 * @throws Refused `client-too-old`
 */
export function refuseOldClients(app: FastifyInstance, { now }: Context): void {
  app.addHook('onRequest', async (request) => {
    const builtOn = request.headers[buildHeader];
    // A form does not say how old its page is: it gets a new page anyway.
    if (typeof builtOn !== 'string' || audienceOf(request) !== 'member') return;
    if (always.includes(request.routeOptions.url ?? '')) return;
    refuseWhen(clientRefusal(builtOn, now()));
  });
}
