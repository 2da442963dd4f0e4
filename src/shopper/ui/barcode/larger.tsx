import { useEffect, useRef } from 'react';
import { usePage } from '#shopper/ui/page-context.tsx';

/**
 * Gives a symbol the whole screen, until the same box or Escape ends it; the next symbol begins as usual. It is a check
 * box, so that it needs no script.
 */
export function Larger() {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const end = ({ key }: KeyboardEvent) => {
      if (key === 'Escape' && box.current) box.current.checked = false;
    };
    addEventListener('keydown', end);
    return () => removeEventListener('keydown', end);
  }, []);
  return (
    <label className="larger">
      <input type="checkbox" ref={box} autoComplete="off" />
      {usePage().t('voucher.larger')}
    </label>
  );
}
