import type { Socket } from 'node:net';
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
    const detail = status.slice(4);
    const problem: Problem = {
      error: {
        key,
        message: everything('en')(`refusal.${key}`),
        details: key === 'request-invalid' ? { key, pointer: null, detail } : { key },
        pointer: null,
        requestId: makeId(context).slice(0, 13),
      },
    };
    const body = JSON.stringify(problem);
    const head = [
      `HTTP/1.1 ${status}`,
      'content-type: application/json; charset=utf-8',
      `content-length: ${Buffer.byteLength(body)}`,
      ...Object.entries(always).map(([name, value]) => `${name}: ${value}`),
      'connection: close',
    ];
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  };
