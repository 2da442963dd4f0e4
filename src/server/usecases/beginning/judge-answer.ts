import type { AnswerFault, Judged } from '#domain/desk/beginning/answers.ts';
import { Refused } from '#domain/refusal.ts';

/**
 * @param example an answer that would be kept, where the sentence needs one
 * @throws Refused `desk-answer` at the field
 */
export function accept<T>(field: string, judged: Judged<T>, example?: string): T {
  if ('fault' in judged) refuseAnswer(field, judged.fault, example);
  return judged.answer;
}

/** @throws Refused `desk-answer` at the field */
export function refuseAnswer(field: string, fault: AnswerFault, example?: string): never {
  throw new Refused({
    key: 'desk-answer',
    field,
    fault,
    ...(example !== undefined && { example }),
  });
}
