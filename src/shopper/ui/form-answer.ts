import { useLocation } from 'react-router';
import { type Page, usePage } from './page-context.tsx';

/** What became of a form that was sent without scripts. It belongs to the document that it came in, and to no later page. */
export function useFormAnswer(): Pick<Page, 'refusal' | 'form' | 'done'> {
  const page = usePage();
  return useLocation().key === 'default' ? page : { refusal: null, form: null, done: null };
}

/** What was sent to this address and refused; null: another form was, or none. */
export function useRefusedForm(action: string): Page['form'] {
  const { form } = useFormAnswer();
  return form?.action === action ? form : null;
}
