import { useState } from 'react';
import { useOperationsWords } from '#desk/api/operations-words.ts';
import { codeFileBytesAtMost } from '#domain/pool/pool.ts';
import type { SentShare } from '#web/send-file.ts';

/** Sends a file that was chosen, and tells how far it is. */
type SendFile<T> = (
  file: File,
  wish: Readonly<Record<string, string>>,
  far: SentShare,
) => Promise<T>;

/** A file of codes that is looked at first, and then sent once more to count. */
export function useCodeFile<T>(send: SendFile<T>) {
  const { t } = useOperationsWords();
  const [file, setFile] = useState<File | null>(null);
  /** How much of it has left, from 0 to 1; null: it is not being sent. */
  const [share, setShare] = useState<number | null>(null);
  const sending = async (wish: Readonly<Record<string, string>>): Promise<T> => {
    if (!file) throw new Error('no file was chosen');
    return send(file, wish, setShare).finally(() => setShare(null));
  };
  const fault = file && file.size > codeFileBytesAtMost ? t('desk.pools.too-large') : null;
  return {
    setFile,
    share,
    fault,
    isGood: file !== null && fault === null,
    /** What is understood of it; nothing counts. */
    look: () => sending({ dryRun: 'true' }),
    /** @param accept what is odd was confirmed */
    count: (accept: boolean) => sending(accept ? { accept: 'true' } : {}),
  };
}

interface Forgets {
  forget(): void;
}

/** Whatever is answered otherwise makes what was found about the file before void. */
export const changing =
  (acts: readonly Forgets[], forget: () => void) =>
  <T>(set: (value: T) => void) =>
  (value: T): void => {
    set(value);
    forget();
    for (const act of acts) act.forget();
  };
