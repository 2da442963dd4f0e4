import { useEffect, useRef, useState } from 'react';
import { isDigits, type ScannerProfile } from '#domain/scan/scanner-profile.ts';
import { typeInto } from '#till/scan/type-into.ts';

/** What is typed on the ready screen; keys that were meant for it come from anywhere on the page. */
export function useDigits(isReady: boolean, scanner: ScannerProfile) {
  const [typed, setTyped] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!isReady) setTyped('');
  }, [isReady]);
  return {
    typed,
    setTyped,
    field,
    typeKeys(keys: string) {
      const wanted = isDigits(scanner) ? /^\d+$/ : /^[!-~]+$/;
      if (!isReady || !wanted.test(keys)) return;
      field.current?.focus();
      typeInto(field.current, keys);
    },
  };
}
