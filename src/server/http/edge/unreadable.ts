import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Problem } from '#contract/problem.ts';
import { everything } from '#i18n/everything.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { makeId } from '#server/usecases/ground/make-id.ts';

/** By Node's error code for bytes that are no request: the status, its words, and our key. */
const kinds: Readonly<Record<string, readonly [string, 'request-too-large' | 'request-invalid']>> =
  {
    HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'request-too-large'],
    ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'request-invalid'],
  };

/**
 * Answers bytes that are no request: headers that are too long, or a line that is not HTTP. There is no route and no
 * language yet, so the sentence is English. Then the connection ends, because nothing after it can be read.
 */
export const answerUnreadable =
  (context: Context, always: Readonly<Record<string, string>>) =>
  (error: NodeJS.ErrnoException, socket: Socket): void => {
    // The other end has gone.
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const [status, key] = kinds[error.code ?? ''] ?? ['400 Bad Request', 'request-invalid'];
    const body = problemOf(context, key, status.slice(4));
    const head = [
      `HTTP/1.1 ${status}`,
      ...Object.entries(headersOf(body, always)).map(([name, value]) => `${name}: ${value}`),
    ];
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  };

/**
 * Answers 417 to an `Expect` that is not `100-continue` (RFC 9110 §10.1.1). Node answers it before any route, and without
 * this with none of our headers.
 */
export function refuseExpectations(
  app: FastifyInstance,
  context: Context,
  always: Readonly<Record<string, string>>,
): void {
  app.server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => {
    const body = problemOf(context, 'request-invalid', 'Expectation Failed');
    response.writeHead(417, headersOf(body, always)).end(body);
  });
}

function problemOf(
  context: Context,
  key: 'request-too-large' | 'request-invalid',
  detail: string,
): string {
  const problem: Problem = {
    error: {
      key,
      message: everything('en')(`refusal.${key}`),
      details: key === 'request-invalid' ? { key, pointer: null, detail } : { key },
      pointer: null,
      requestId: makeId(context).slice(0, 13),
    },
  };
  return JSON.stringify(problem);
}

const headersOf = (
  body: string,
  always: Readonly<Record<string, string>>,
): Record<string, string> =>
  Object.fromEntries([
    ['content-type', 'application/json; charset=utf-8'],
    ['content-length', String(Buffer.byteLength(body))],
    ...Object.entries(always),
    ['connection', 'close'],
  ]);
