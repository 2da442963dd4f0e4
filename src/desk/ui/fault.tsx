import { useSentence } from '#desk/api/words.tsx';
import { Note } from './note.tsx';

/** Why it could not be done. @param error null: nothing went wrong */
export function Fault({ error }: { readonly error: unknown }) {
  const sentence = useSentence();
  return error === null ? null : <Note bad>{sentence(error)}</Note>;
}
