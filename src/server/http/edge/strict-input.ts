import { isUtf8 } from 'node:buffer';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refused } from '#domain/refusal.ts';

/**
 * Refuses bytes that are not UTF-8 before they are parsed: they would become question marks.
 * @param judge sees the text as it came before anything reads it, and throws the refusal of what may not be read
 */
export function readJsonStrictly(
  app: FastifyInstance,
  judge?: (request: FastifyRequest, text: string) => Promise<void>,
): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  // A scope inside another one has the other's parser.
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const refuse = (detail: string) =>
      done(new Refused({ key: 'request-invalid', pointer: null, detail }));
    if (!isUtf8(body as Buffer) || !saysUtf8(request.headers['content-type'])) {
      refuse('must be UTF-8');
      return;
    }
    // An empty body is an empty object, so that an action without fields needs no body.
    const text = body.length === 0 ? '{}' : body.toString();
    const read = () =>
      parse(request, text, (error, parsed) => {
        if (!error && namesIn(text) !== namesOf(parsed)) refuse('has a name twice');
        else done(error, parsed);
      });
    if (judge) judge(request, body.toString()).then(read, done);
    else read();
  });
}

/** RFC 8259 §8.1: JSON has no other encoding, whatever the header says. */
const saysUtf8 = (contentType = ''): boolean =>
  contentType
    .toLowerCase()
    .split(';')
    .map((parameter) => parameter.trim())
    .every((one) => !one.startsWith('charset=') || /^charset="?utf-?8"?$/.test(one));

/**
 * Names the header that is wrong where a program sends something else than JSON, such as the form that curl sends of
 * itself. A parser of forms would say that a field is missing which everybody sees in the request.
 * @throws Refused `request-invalid`
 */
export function demandJson(scope: FastifyInstance): void {
  scope.addHook('onRequest', async ({ method, headers }) => {
    const { 'content-length': length = '0', 'transfer-encoding': chunked } = headers;
    if (method === 'GET' || (length === '0' && chunked === undefined)) return;
    const { 'content-type': type = '', 'content-encoding': coding } = headers;
    const refused = (name: string, detail: string) =>
      new Refused({ key: 'request-invalid', pointer: `/headers/${name}`, detail });
    if (!/^application\/json\b/i.test(type))
      throw refused('content-type', 'must be application/json');
    if (coding !== undefined) throw refused('content-encoding', 'must be left out');
  });
}

/**
 * Of two equal names the parser takes the last, and which of two amounts was meant is a guess. So the names in the text
 * are counted.
 */
const namesIn = (text: string): number =>
  Array.from(text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)).filter(([, colon]) => colon).length;

/** How many names the parsed value has. */
function namesOf(value: unknown): number {
  let names = 0;
  const rest = [value];
  while (rest.length > 0) {
    const one = rest.pop();
    if (typeof one !== 'object' || one === null) continue;
    const inside = Object.values(one);
    if (!Array.isArray(one)) names += inside.length;
    for (const each of inside) rest.push(each);
  }
  return names;
}

/** A field that no schema knows, so the request is refused. */
const unreadable = { '': 'unreadable' };

/**
 * A form's fields. A form that is wrongly encoded, or names a field twice, is unreadable as a whole: a guess could take
 * somebody else's address.
 */
export function readForm(text: string): Record<string, unknown> {
  try {
    decodeURIComponent(text);
  } catch {
    return unreadable;
  }
  const fields = [...new URLSearchParams(text)];
  const form = Object.fromEntries(fields);
  return Object.keys(form).length === fields.length ? form : unreadable;
}

/**
 * Characters that PostgreSQL stores in no text, as `JSON.stringify` writes them (NUL, halves of a surrogate pair), and
 * the mark that decoders put in place of wrong bytes. Nobody types any of them.
 */
const unwritable = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f]..)|\ufffd/;

/** Refuses text that the databases can't store unchanged. */
export function refuseUnwritable(app: FastifyInstance): void {
  app.addHook('preHandler', async (request) => {
    if (!unwritable.test(JSON.stringify([request.params, request.query, request.body]))) return;
    throw new Refused({ key: 'request-invalid', pointer: null, detail: 'must be text in UTF-8' });
  });
}

/** An address without a route: it gets the same "not found" with the same headers as any other. */
const nowhere = '/not-found';

/** The address, if its escapes can be decoded. Otherwise Fastify would answer it before any of our hooks. */
export function readableUrl({ url = '/' }: { url?: string | undefined }): string {
  const [path = ''] = url.split('?', 1);
  try {
    decodeURIComponent(path);
    // Two slashes at the beginning would name another host.
    return path.startsWith('//') ? nowhere : url;
  } catch {
    return nowhere;
  }
}
