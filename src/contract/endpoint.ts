import type { Static, TSchema } from 'typebox';

/**
 * One line of a table of endpoints: who may ask, what is sent, and what is answered. What is sent is a schema, because
 * senders are checked. What is answered is a type, because our own code makes it.
 */
export interface Endpoint {
  /** Whom the server must know before it answers. */
  readonly who: string;
  /** What somebody must be allowed to do, where the server knows people of several roles. */
  readonly right?: string;
  /** The body of a POST. */
  readonly body?: TSchema;
  readonly query?: TSchema;
  readonly answer: Answering<unknown>;
  /** More for the server's framework than the fields, such as a description. */
  readonly route?: Readonly<Record<string, unknown>>;
}

/** The methods of one address. */
export interface Methods {
  readonly get?: Endpoint;
  readonly post?: Endpoint;
}

export type Method = keyof Methods;
export type Patterns = Readonly<Record<string, string>>;

/** A table with one line for each address, none missing and none too many. */
export type Endpoints<P extends Patterns> = { readonly [N in keyof P]: Methods };

declare const answered: unique symbol;

/** A type, as a value for a table. */
export interface Answering<T> {
  readonly [answered]?: (asked: never) => T;
}

/** The answer of an endpoint, as JSON. */
export const json = <T>(): Answering<T> => ({});

/** An answer that stays open and reports changes (`web/stream.ts`). */
export interface Stream {
  readonly stream: true;
}

export type AnswerOf<E> = E extends { readonly answer: Answering<infer T> } ? T : never;
export type BodyOf<E> = E extends { readonly body: infer S extends TSchema } ? Static<S> : unknown;
export type QueryOf<E> = E extends { readonly query: infer S extends TSchema } ? Static<S> : None;

/** No fields. */
export type None = Readonly<Record<string, never>>;

/** The parts of an address that vary. */
export type PartsOf<Pattern extends string> =
  Pattern extends `${string}:${infer Name}/${infer Rest}`
    ? { readonly [N in Name]: string } & PartsOf<Rest>
    : Pattern extends `${string}:${infer Name}`
      ? { readonly [N in Name]: string }
      : unknown;

declare const said: unique symbol;

/** An address that knows the types of its question and answer. At run time it is only the text. */
export type Address<M> = string & { readonly [said]: Said<M> };

type FieldsOf<T> = [keyof T] extends [never] ? None : T;

interface Said<M> {
  readonly sent: M extends { readonly post: infer E } ? FieldsOf<BodyOf<E>> : never;
  readonly posted: M extends { readonly post: infer E } ? AnswerOf<E> : never;
  readonly read: M extends { readonly get: infer E } ? AnswerOf<E> : never;
}

/** Where `T` is read. */
export type Reads<T> = string & { readonly [said]: { readonly read: T } };

/** Where `I` is sent, and `T` answered. */
export type Sends<I, T> = string & {
  readonly [said]: { readonly sent: I; readonly posted: T };
};

/** Links to endpoints: an address, or a function that makes it from the part that varies. */
export type LinksTo<P extends Patterns, T extends Endpoints<P>> = {
  readonly [N in keyof P]: P[N] extends `${string}:${string}`
    ? (part: string) => Address<T[N]>
    : Address<T[N]>;
};
