import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type {
  AnswerOf,
  BodyOf,
  Endpoints,
  Method,
  PartsOf,
  Patterns,
  QueryOf,
} from '#contract/endpoint.ts';

declare const sent: unique symbol;

/** A reply that was sent, with the type of its answer. It is no `FastifyReply`, because awaiting one loses the type. */
export interface Sent<T> {
  readonly [sent]: T;
}

/** Adds the type of the answer to a reply that was sent. */
export const sentAs = <T>(reply: FastifyReply) => reply as unknown as Sent<T>;

type Asked<E, Pattern extends string> = FastifyRequest<{
  Body: BodyOf<E>;
  Querystring: QueryOf<E>;
  Params: PartsOf<Pattern>;
}>;

/** Answers one request of somebody whom the guard let in; its fields have been checked. */
type Handler<E, Pattern extends string, Asker> = (
  request: Asked<E, Pattern>,
  reply: FastifyReply,
  asker: Asker,
) => Promise<AnswerOf<E> | Sent<AnswerOf<E>>>;

/** The methods that `Who` may use at an address. */
type MethodsOf<T, Who> = {
  [M in keyof T]: T[M] extends { readonly who: Who } ? M : never;
}[keyof T];

/** The handlers for everything that `Who` may ask of a table. The compiler names a missing one. */
export type Handlers<P extends Patterns, T extends Endpoints<P>, Who, Asker> = {
  readonly [N in keyof P & keyof T as [MethodsOf<T[N], Who>] extends [never] ? never : N]: {
    readonly [M in MethodsOf<T[N], Who>]: Handler<T[N][M], P[N], Asker>;
  };
};

/**
 * Registers the handlers of a table's endpoints. No browser and no proxy may store the answers, because they are one
 * person's.
 * @param who whose lines of the table these are
 * @param askerOf whom the scope's guard let in
 */
export function serve<P extends Patterns, T extends Endpoints<P>, Who extends string, Asker>(
  app: FastifyInstance,
  { patterns, endpoints, who, askerOf }: Served<P, T, Who, Asker>,
  handlers: Handlers<P, T, Who, Asker>,
): void {
  // By name and method, as the types say; the compiler can't follow that through a loop.
  const found = handlers as Readonly<Record<string, Readonly<Record<string, AnyHandler<Asker>>>>>;
  for (const [name, url] of Object.entries(patterns)) {
    for (const method of ['get', 'post'] as const satisfies Method[]) {
      const endpoint = endpoints[name]?.[method];
      const handle = found[name]?.[method];
      if (endpoint?.who !== who) continue;
      if (!handle) throw new Error(`nothing answers ${method} ${url}`);
      const { body, query, right } = endpoint;
      const schema = { ...(body && { body }), ...(query && { querystring: query }) };
      app.route({
        ...(endpoint.route ?? { schema }),
        ...(right !== undefined && { config: { right } }),
        method: method.toUpperCase(),
        url,
        handler: async (request, reply) => {
          reply.header('cache-control', 'no-store');
          return handle(request, reply, askerOf(request));
        },
      });
    }
  }
}

interface Served<P, T, Who, Asker> {
  readonly patterns: P;
  readonly endpoints: T;
  readonly who: Who;
  readonly askerOf: (request: FastifyRequest) => Asker;
}

type AnyHandler<Asker> = (
  request: FastifyRequest,
  reply: FastifyReply,
  asker: Asker,
) => Promise<unknown>;

/** For endpoints that anyone may ask. */
export const nobody = (): null => null;
