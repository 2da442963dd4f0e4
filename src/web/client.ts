import { buildHeader } from '#contract/build.ts';
import type { Reads, Sends } from '#contract/endpoint.ts';
import { heedAnswer, notReached, refusedBy } from './answer.ts';
import { learnClock } from './clock.ts';
import { noteReach } from './reach.ts';

/** Vite replaces it by the day of the build. */
declare const buildDay: string;

/** A shop's cellar is slow, but nobody at a till waits longer. */
const patienceMs = 12_000;

/** After this time without an answer, a page that shows kept data says so. A later answer is still used. */
const hangMs = 3_000;

/** Reads the data at an address. @throws Failed */
export async function read<T>(address: Reads<T>): Promise<T> {
  const timer = setTimeout(noteReach, hangMs, 'unreached');
  try {
    return await ask<T>(address, {});
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Sends fields to an address, or a form's fields, which the server reads as it reads the form itself. The same fields
 * again are the same request.
 * @throws Failed
 */
export const send = <I, T>(address: Sends<I, T>, fields: NoInfer<I> | FormFields): Promise<T> =>
  ask(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fields),
  });

/** The fields of a form. HTML names them, so the compiler can't check them. */
export const fieldsOf = (form: HTMLFormElement) =>
  Object.fromEntries(new FormData(form)) as unknown as FormFields; // It says where they come from.

declare const fromForm: unique symbol;
interface FormFields {
  readonly [fromForm]: true;
}

async function ask<T>(path: string, init: RequestInit): Promise<T> {
  const headers = { accept: 'application/json', [buildHeader]: buildDay, ...init.headers };
  const signal = AbortSignal.timeout(patienceMs);
  const { ok, body } = await answerTo(path, { ...init, headers, signal });
  if (!ok) throw refusedBy(body);
  learnClock(body);
  return body as T; // JSON has no types; who asks has it from the address, as the server has who answers.
}

async function answerTo(path: string, init: RequestInit): Promise<{ ok: boolean; body: unknown }> {
  const answer = await fetch(path, init).catch(() => null);
  if (!answer) throw notReached('unreached');
  heedAnswer(answer.status, answer.headers.get('content-type'));
  const body: unknown = await answer.json().catch(() => {
    throw notReached('unreached');
  });
  noteReach('reached');
  return { ok: answer.ok, body };
}
