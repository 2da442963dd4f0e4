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

/** A reply that has been sent by itself, and said `T`. Not a `FastifyReply`: what can be awaited loses its type. */
export interface Sent<T> {
  readonly [sent]: T;
}

/** Says what a reply was sent with, which the reply itself forgets. */
export const sentAs = <T>(reply: FastifyReply) => reply as unknown as Sent<T>;

type Asked<E, Pattern extends string> = FastifyRequest<{
  Body: BodyOf<E>;
  Querystring: QueryOf<E>;
  Params: PartsOf<Pattern>;
}>;

/** Answers a request, whose fields have been checked, to whoever was let in. */
type Handler<E, Pattern extends string, Asker> = (
  request: Asked<E, Pattern>,
  reply: FastifyReply,
  asker: Asker,
) => Promise<AnswerOf<E> | Sent<AnswerOf<E>>>;

/** What is asked by `Who` at an address. */
type MethodsOf<T, Who> = {
  [M in keyof T]: T[M] extends { readonly who: Who } ? M : never;
}[keyof T];

/** What answers everything that `Who` may ask of a table: the compiler names what is missing. */
export type Handlers<P extends Patterns, T extends Endpoints<P>, Who, Asker> = {
  readonly [N in keyof P & keyof T as [MethodsOf<T[N], Who>] extends [never] ? never : N]: {
    readonly [M in MethodsOf<T[N], Who>]: Handler<T[N][M], P[N], Asker>;
  };
};

/**
 * Has a table's endpoints answered. None of it may be kept by a browser or a proxy: it is a person's.
 * @param who whose lines of the table these are
 * @param askerOf whom the scope's guard has let in
 */
export function serve<P extends Patterns, T extends Endpoints<P>, Who extends string, Asker>(
  app: FastifyInstance,
  { patterns, endpoints, who, askerOf }: Served<P, T, Who, Asker>,
  handlers: Handlers<P, T, Who, Asker>,
): void {
  // By name and method as the types have them, which is more than the compiler follows through a loop.
  const found = handlers as Readonly<Record<string, Readonly<Record<string, AnyHandler<Asker>>>>>;
  for (const [name, url] of Object.entries(patterns)) {
    for (const method of ['get', 'post'] as const satisfies Method[]) {
      const endpoint = endpoints[name]?.[method];
      const handle = found[name]?.[method];
      if (endpoint?.who !== who) continue;
      if (!handle) throw new Error(`nothing answers ${method} ${url}`);
      const { body, query } = endpoint;
      const schema = { ...(body && { body }), ...(query && { querystring: query }) };
      app.route({
        ...(endpoint.route ?? { schema }),
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

/** For what whoever comes may ask. */
export const nobody = (): null => null;
