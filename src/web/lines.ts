import { buildHeader } from '#contract/build.ts';
import type { Sends } from '#contract/endpoint.ts';
import { heedAnswer, notReached, refusedBy } from './answer.ts';
import { noteReach } from './reach.ts';

/** Vite replaces it by the day of the build. */
declare const buildDay: string;

/**
 * Sends fields, and reads an answer that comes line by line while the server works.
 * @param cancelled ends it, here and at the server
 * @throws Failed also where the connection breaks before the last line
 */
export async function* linesOf<I, T>(
  address: Sends<I, T>,
  fields: NoInfer<I>,
  cancelled: AbortSignal,
): AsyncGenerator<T> {
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [buildHeader]: buildDay },
    body: JSON.stringify(fields),
    signal: cancelled,
  }).catch(() => null);
  if (!answer?.body) throw notReached('unreached');
  heedAnswer(
    answer.status,
    answer.headers.get('content-type'),
    answer.ok ? 'application/x-ndjson' : undefined,
  );
  noteReach('reached');
  if (!answer.ok) throw refusedBy(await answer.json().catch(() => null));
  let rest = '';
  try {
    for await (const piece of readIn(answer.body)) {
      const lines = (rest + piece).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) yield JSON.parse(line) as T; // The address has its type from who answers.
    }
  } catch (error) {
    throw cancelled.aborted ? error : notReached('unreached');
  }
}

/** Not every browser lets a stream be iterated over. */
async function* readIn(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield decoder.decode(value, { stream: true });
  }
}
