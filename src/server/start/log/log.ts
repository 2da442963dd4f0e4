import type { FastifyBaseLogger, FastifyRequest } from 'fastify';
import { type LoggerOptions, pino } from 'pino';
import { lineOf } from './log-line.ts';
import { withoutSecrets } from './log-scrub.ts';
import { OutageLines } from './outage-line.ts';

/**
 * How the server logs. A request is named by its route's pattern and never by its address, which may
 * carry a sign-in link's token; headers and bodies are not logged at all. What slips into a message all
 * the same is taken out of the finished line.
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
    // For whoever logs more than the serializers let through: no header that proves who somebody is.
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
 * The server's log: JSON lines on the standard output in production; at a desk, lines to read on the
 * standard error, beside what `npm start` prints.
 * @param out where it goes instead
 */
export function makeLog(
  { production, logLevel }: { readonly production: boolean; readonly logLevel: string },
  out?: { write(text: string): unknown },
): FastifyBaseLogger {
  const options = loggerOptions(logLevel);
  // Pino's own way to the standard output outlives whoever read it.
  if (production) return out ? pino(options, out) : pino(options);
  return pino(options, { write: (line) => (out ?? process.stderr).write(lineOf(line)) });
}

/** The pattern (`/s/:token`), or that there was none. */
export const routeOf = (request: FastifyRequest): string => request.routeOptions?.url ?? 'no route';

/** Not all that hangs on an error: a database's says which values it stumbled over. */
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
