import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { assertDeclared } from './declared-errors.ts';

export interface Seen {
  readonly status: number;
  readonly text: string;
  /** The JSON of the answer; what a test expects of it, its assertions say. */
  // biome-ignore lint/suspicious/noExplicitAny: every route answers another shape, and tests look into all of them
  readonly body: any;
  readonly headers: LightMyRequestResponse['headers'];
}

/** The public address of the tests' server. */
const origin = 'http://localhost:8080';

/** A browser, as far as the server can tell: it keeps cookies and says where its requests come from. */
export class Browser {
  readonly cookies = new Map<string, string>();
  readonly #app: FastifyInstance;
  readonly #from: string;

  /** @param from the network address of the browser */
  constructor(app: FastifyInstance, from = '127.0.0.1') {
    this.#app = app;
    this.#from = from;
  }

  get(url: string, headers: Record<string, string> = {}): Promise<Seen> {
    return this.#send('GET', url, undefined, headers);
  }

  post(url: string, body: object = {}, headers: Record<string, string> = {}): Promise<Seen> {
    return this.#send('POST', url, JSON.stringify(body), {
      'content-type': 'application/json',
      'sec-fetch-site': 'same-origin',
      ...headers,
    });
  }

  /** Sends a file as the body, as a page does that was given one. */
  upload(url: string, file: string | Buffer, headers: Record<string, string> = {}): Promise<Seen> {
    return this.#send('POST', url, file, {
      'content-type': 'text/csv',
      'sec-fetch-site': 'same-origin',
      ...headers,
    });
  }

  /** Sends a form as a page without scripts does. */
  form(url: string, fields: Record<string, string> | string, from = '/'): Promise<Seen> {
    return this.#send('POST', url, new URLSearchParams(fields).toString(), {
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'text/html',
      'sec-fetch-site': 'same-origin',
      referer: `${origin}${from}`,
    });
  }

  page(url: string, headers: Record<string, string> = {}): Promise<Seen> {
    return this.get(url, { accept: 'text/html', ...headers });
  }

  async #send(
    method: 'GET' | 'POST',
    url: string,
    payload: string | Buffer | undefined,
    headers: Record<string, string>,
  ): Promise<Seen> {
    const answer = await this.#app.inject({
      method,
      url,
      remoteAddress: this.#from,
      headers: {
        host: new URL(origin).host,
        ...headers,
        ...(this.cookies.size > 0 && { cookie: this.#cookieHeader() }),
      },
      ...(payload !== undefined && { payload }),
    });
    for (const { name, value, maxAge, expires } of answer.cookies) {
      const gone = maxAge === 0 || (expires !== undefined && expires.getTime() <= 0);
      if (gone || value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const isJson = /[/+]json\b/.test(String(answer.headers['content-type']));
    const body = isJson ? answer.json() : null;
    if (url.startsWith('/pos/') && body?.error)
      await assertDeclared(this.#app, { method, url, key: body.error.key });
    return {
      status: answer.statusCode,
      text: answer.body,
      body,
      headers: answer.headers,
    };
  }

  #cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}
