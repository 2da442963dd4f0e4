import type { AnswerFault, Judged } from '#domain/desk/beginning/answers.ts';
import { Refused } from '#domain/refusal.ts';

/** @throws Refused `desk-answer` at the field */
export function accept<T>(field: string, judged: Judged<T>): T {
  if ('fault' in judged) refuseAnswer(field, judged.fault);
  return judged.answer;
}

/** @throws Refused `desk-answer` at the field */
export function refuseAnswer(field: string, fault: AnswerFault): never {
  throw new Refused({ key: 'desk-answer', field, fault });
}
