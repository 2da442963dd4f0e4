import { createHash, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { SettingFault, systemReason } from '#server/start/setting-fault.ts';

/** Where the metrics are read, and by whom. */
export interface MetricsAccess {
  readonly port: number;
  readonly host: string;
  /** Null: whoever reaches the port may read them. */
  readonly token: string | null;
}

/** How long a reader may take to ask; there is nothing to send but a line and a header. */
const askWithinMs = 5_000;

/**
 * Serves `GET /metrics` on a port of its own, so that no rule of a proxy is between the metrics and the internet.
 * @param write the metrics as text
 * @throws SettingFault when the port can't be used
 */
export async function serveMetrics(
  { port, host, token }: MetricsAccess,
  contentType: string,
  write: () => Promise<string>,
): Promise<Server> {
  const server = createServer({ requestTimeout: askWithinMs }, (request, response) => {
    const no = refusalOf(request, token);
    if (no) return answer(response, no.status, no.says, no.headers);
    write().then(
      (text) => answer(response, 200, text, { 'content-type': contentType }),
      () => answer(response, 500, 'The metrics could not be read.\n'),
    );
  });
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (fault) {
    throw new SettingFault(
      'METRICS_PORT',
      `must be a free port of METRICS_HOST; ${host}:${port} can't be used: ${systemReason(fault)}`,
    );
  }
  return server;
}

interface No {
  readonly status: number;
  readonly says: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function refusalOf({ method, url, headers }: IncomingMessage, token: string | null): No | null {
  if (token !== null && !isToken(headers.authorization, token)) {
    const says = 'Send METRICS_TOKEN: "Authorization: Bearer …".\n';
    return { status: 401, says, headers: { 'www-authenticate': 'Bearer' } };
  }
  if (url?.split('?')[0] !== '/metrics') return { status: 404, says: 'There is only /metrics.\n' };
  if (method === 'GET' || method === 'HEAD') return null;
  return { status: 405, says: 'Metrics are only read.\n', headers: { allow: 'GET, HEAD' } };
}

/** Compares digests, which are as long as each other: the time tells nothing of the token. */
function isToken(authorization: string | undefined, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const given = /^bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? '';
  return timingSafeEqual(digest(given), digest(token));
}

function answer(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    ...headers,
  });
  response.end(text);
}
