import { isUtf8 } from 'node:buffer';
import type { FastifyInstance } from 'fastify';
import { Refused } from '#domain/refusal.ts';

/** Bytes that are no UTF-8 would reach us as question marks: refused before they are parsed. */
export function readJsonStrictly(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const refuse = (detail: string) =>
      done(new Refused({ key: 'request-invalid', pointer: null, detail }));
    if (!isUtf8(body as Buffer) || !saysUtf8(request.headers['content-type'])) {
      refuse('must be UTF-8');
      return;
    }
    // An empty body is an empty object, so that an action without fields needs none.
    const text = body.length === 0 ? '{}' : body.toString();
    parse(request, text, (error, parsed) => {
      if (!error && namesIn(text) !== namesOf(parsed)) refuse('has a name twice');
      else done(error, parsed);
    });
  });
}

/** RFC 8259 §8.1: there is no other encoding, whatever the header says. */
const saysUtf8 = (contentType = ''): boolean =>
  contentType
    .toLowerCase()
    .split(';')
    .map((parameter) => parameter.trim())
    .every((one) => !one.startsWith('charset=') || /^charset="?utf-?8"?$/.test(one));

/** Of two equal names the last would win, and which of two amounts was meant is a guess. Counted in text that is JSON. */
const namesIn = (text: string): number =>
  Array.from(text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)).filter(([, colon]) => colon).length;

/** How many names the value has that the text became. */
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

/** A field that no schema knows: so the whole is refused. */
const unreadable = { '': 'unreadable' };

/**
 * A form's fields. One that is wrongly encoded, or says a field twice, is unreadable as a whole: a guess at
 * what was meant could be somebody else's address.
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
 * As `JSON.stringify` writes them: NUL and halves of a pair, which PostgreSQL keeps in no text; and the
 * mark that decoders put in the place of bytes that were no UTF-8. Nobody types any of them.
 */
const unwritable = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f]..)|\ufffd/;

/** Refuses text that no database of ours keeps as it came. */
export function refuseUnwritable(app: FastifyInstance): void {
  app.addHook('preHandler', async (request) => {
    if (!unwritable.test(JSON.stringify([request.params, request.query, request.body]))) return;
    throw new Refused({ key: 'request-invalid', pointer: null, detail: 'must be text in UTF-8' });
  });
}

/** Where no route is, so that such an address meets the same "not found" as any other, headers and all. */
const nowhere = '/not-found';

/** An address whose escapes can't be decoded would be answered before anything of ours has seen it. */
export function readableUrl({ url = '/' }: { url?: string | undefined }): string {
  const [path = ''] = url.split('?', 1);
  try {
    decodeURIComponent(path);
    // Two slashes in front name another host to whatever reads it as a reference.
    return path.startsWith('//') ? nowhere : url;
  } catch {
    return nowhere;
  }
}
