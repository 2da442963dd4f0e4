import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { memberApi } from '#contract/paths.ts';
import type { Browser } from './browser.ts';

/** A page that listens to its member's live stream. */
export interface Listening {
  readonly headers: Headers;
  /** The count of changes when the stream began to listen. */
  readonly news: number;
  /** The next message as it was sent; null when the stream has ended. */
  next(): Promise<string | null>;
  leave(): void;
}

/** The address of a server's live stream, when it listens on a port. */
export async function liveUrl(app: FastifyInstance): Promise<string> {
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo; // `address()` is text only for a server that listens on a pipe.
  return `http://127.0.0.1:${port}${memberApi.live}`;
}

export async function listenAt(url: string, phone: Browser): Promise<Listening> {
  const leaving = new AbortController();
  const cookie = [...phone.cookies].map((pair) => pair.join('=')).join('; ');
  const answer = await fetch(url, { headers: { cookie }, signal: leaving.signal });
  assert.equal(answer.status, 200);
  const said = messagesOf(answer);
  const next = async () => (await said.next()).value ?? null;
  assert.match((await next()) ?? '', /^retry: \d+$/);
  const news = newsIn('news', await next());
  return { headers: answer.headers, news, next, leave: () => leaving.abort() };
}

/** The number in a message of this kind. */
export function newsIn(event: string, message: string | null): number {
  const [, said, news] = /^event: (\w+)\ndata: (\d+)$/.exec(message ?? '') ?? [];
  assert.equal(said, event, message ?? 'the stream is over');
  return Number(news);
}

/** Messages end with an empty line; several may arrive at once, and one in parts. */
async function* messagesOf(answer: Response): AsyncGenerator<string, undefined> {
  let text = '';
  for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const messages = (text + chunk).split('\n\n');
    text = messages.pop() ?? '';
    yield* messages;
  }
}
