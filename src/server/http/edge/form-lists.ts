import type { FastifyInstance } from 'fastify';

/**
 * Lets a scope's forms name a field more than once, as boxes that are ticked do: the body is their `URLSearchParams`.
 * Another type's body, such as a mail program's, is not read.
 */
export function readFormLists(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, _body, done) => done(null));
  scope.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, new URLSearchParams(`${body}`)),
  );
}
