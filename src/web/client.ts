import { buildHeader } from '#contract/build.ts';
import { learnClock } from './clock.ts';
import { Failed, failureIn } from './failure.ts';
import { noteReach } from './reach.ts';

/** Vite replaces it by the day of the build. */
declare const buildDay: string;

/** A shop's cellar is slow, but nobody at a till waits longer. */
const patienceMs = 12_000;

/** After this time without an answer, a page that shows kept data says so. A later answer is still used. */
const hangMs = 3_000;

/** Reads the data at `path`. @throws Failed */
export async function read<T>(path: string): Promise<T> {
  const timer = setTimeout(noteReach, hangMs, 'unreached');
  try {
    return await ask<T>(path, {});
  } finally {
    clearTimeout(timer);
  }
}

/** Sends a form's fields. The same fields again are the same request. @throws Failed */
export const send = <T>(path: string, fields: Readonly<Record<string, unknown>>): Promise<T> =>
  ask(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fields),
  });

async function ask<T>(path: string, init: RequestInit): Promise<T> {
  const headers = { accept: 'application/json', [buildHeader]: buildDay, ...init.headers };
  const signal = AbortSignal.timeout(patienceMs);
  const { ok, body } = await answerTo(path, { ...init, headers, signal });
  if (!ok) throw refusedBy(body);
  learnClock(body);
  return body as T; // The contract pairs each path with its answer.
}

async function answerTo(path: string, init: RequestInit): Promise<{ ok: boolean; body: unknown }> {
  const answer = await fetch(path, init).catch(() => null);
  if (!answer) throw notReached('unreached');
  // A captive portal answers everything with its own page, often with status 200.
  if (!answer.headers.get('content-type')?.startsWith('application/json'))
    throw notReached(answer.ok ? 'not-ours' : 'unreached');
  // The server's database is away: kept data are shown and the request is sent again, as without signal.
  if (answer.status === 503) throw notReached('unreached');
  const body: unknown = await answer.json().catch(() => {
    throw notReached('unreached');
  });
  noteReach('reached');
  return { ok: answer.ok, body };
}

function refusedBy(body: unknown): Failed {
  const failure = failureIn(body);
  if (failure.kind === 'refused' && failure.refusal.key === 'client-too-old') noteReach('too-old');
  return new Failed(failure);
}

function notReached(kind: 'unreached' | 'not-ours'): Failed {
  noteReach(kind);
  return new Failed({ kind });
}
