import type { FastifyInstance, FastifyRequest } from 'fastify';

/**
 * Lets nobody into a scope whom `recognise` does not know. It comes before the body is read, so a stranger does not
 * learn what a right request looks like.
 * @param recognise throws the refusal of whoever is not let in
 * @param idsOf our own ids of whoever was let in, for the log; never a name, an address or a key
 * @returns whom a request of the scope has come from
 */
export function guard<Asker extends object>(
  app: FastifyInstance,
  recognise: (request: FastifyRequest) => Promise<Asker>,
  idsOf: (asker: Asker) => Readonly<Record<string, string>>,
): (request: FastifyRequest) => Asker {
  const known = new WeakMap<FastifyRequest, Asker>();
  app.addHook('onRequest', async (request) => {
    const asker = await recognise(request);
    known.set(request, asker);
    request.log = request.log.child(idsOf(asker));
  });
  return (request) => {
    const asker = known.get(request);
    if (!asker) throw new Error('no request gets past the hook unknown');
    return asker;
  };
}
