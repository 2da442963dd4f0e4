import { useLocation } from 'react-router';
import { createValue } from '#web/value.ts';
import { type Page, usePage } from './page-context.tsx';

/** True once a script has sent a form: what the document says of an earlier one is over, also in a form drawn anew. */
const over = createValue(false);

export const endFormAnswer = (): void => over.set(true);

/**
 * What became of a form that was sent without scripts. It belongs to the document that it came in, to no later page, and
 * to no time after the next form.
 */
export function useFormAnswer(): Pick<Page, 'refusal' | 'form' | 'done'> {
  const page = usePage();
  const isOver = over.use();
  const isFirst = useLocation().key === 'default';
  return isFirst && !isOver ? page : { refusal: null, form: null, done: null };
}

/** What was sent to this address and refused; null: another form was, or none. */
export function useRefusedForm(action: string): Page['form'] {
  const { form } = useFormAnswer();
  return form?.action === action ? form : null;
}
