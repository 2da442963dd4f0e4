import { Refused } from '#domain/refusal.ts';
import type { AnswerFault } from '#domain/refusals/desk-refusals.ts';
import { showsSomething } from '#domain/values/visible.ts';

/** One line that people can see. @throws Refused `desk-answer` at the field */
export function lineAnswer(field: string, typed: string): string {
  const text = typed.trim();
  if (text === '' || !showsSomething(text)) refuseAnswer(field, 'empty');
  if (text.length > 40) refuseAnswer(field, 'long');
  if (/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(text)) refuseAnswer(field, 'hidden');
  return text;
}

/** What a step of the beginning was told can't be taken. */
export function refuseAnswer(field: string, fault: AnswerFault): never {
  throw new Refused({ key: 'desk-answer', field, fault });
}
