import { useState } from 'react';
import { useWords } from '#desk/api/words.tsx';
import { Note } from './note.tsx';

/** A button that puts a text onto the clipboard, and says so. @param label absent: it says *Copy* */
export function Copy({ text, label }: { readonly text: string; readonly label?: string }) {
  const { t } = useWords();
  const [copied, setCopied] = useState(false);
  return (
    <>
      <button
        type="button"
        className="button quiet"
        onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
      >
        {label ?? t('desk.copy')}
      </button>
      {copied && <Note>{t('desk.copied')}</Note>}
    </>
  );
}
