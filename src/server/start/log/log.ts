import type { FastifyBaseLogger, FastifyRequest } from 'fastify';
import { type LoggerOptions, pino } from 'pino';
import { lineOf } from './log-line.ts';
import { withoutSecrets } from './log-scrub.ts';
import { OutageLines } from './outage-line.ts';
import { standardOutput } from './standard-output.ts';

/**
 * How the server logs. A request is named by its route's pattern and never by its address, which may contain a sign-in
 * link's token; headers and bodies are not logged. Secrets that are in a message all the same are removed from the
 * finished line.
 */
function loggerOptions(level: string): LoggerOptions {
  const outages = new OutageLines();
  return {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label) => ({ level: label }) },
    serializers: {
      req: (request: FastifyRequest) => ({ method: request.method, route: routeOf(request) }),
      res: (reply: { statusCode?: number }) => ({ status: reply.statusCode }),
      err: errorFields,
    },
    // For code that logs more than the serializers allow: no header that proves who somebody is.
    redact: ['*.cookie', '*.authorization', '*.headers', 'headers', 'cookie', 'authorization'],
    hooks: {
      streamWrite: withoutSecrets,
      logMethod(given, write) {
        const taken = outages.take(given[0], Date.now());
        if (taken === 'nothing') return;
        if (taken === 'as it is') write.apply(this, given);
        else write.apply(this, [taken.line]);
      },
    },
  };
}

/**
 * The server's log: in production JSON lines on standard output, in development readable lines on standard error, next
 * to what `npm start` prints.
 * @param out where it goes instead
 */
export function makeLog(
  { production, logLevel }: { readonly production: boolean; readonly logLevel: string },
  out?: { write(text: string): unknown },
): FastifyBaseLogger {
  const options = loggerOptions(logLevel);
  if (production) return pino(options, out ?? standardOutput());
  return pino(options, { write: (line) => (out ?? process.stderr).write(lineOf(line)) });
}

/** The route's pattern (`/s/:token`), or that there was none. */
export const routeOf = (request: FastifyRequest): string => request.routeOptions?.url ?? 'no route';

/** Only some fields of an error: a database's error contains values. */
function errorFields(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) };
  const code = 'code' in error ? error.code : undefined;
  return {
    type: error.name,
    code,
    message: error.message,
    stack: error.stack,
    ...(error.cause instanceof Error ? { cause: errorFields(error.cause) } : {}),
  };
}
