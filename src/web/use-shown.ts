import { useCallback, useEffect, useRef } from 'react';

/**
 * Tells whether a component is still on the page. An answer that comes after its asker was left must neither lead somebody away from
 * where they are now nor take the place of what is shown there.
 */
export function useShown(): () => boolean {
  const shown = useRef(false);
  useEffect(() => {
    shown.current = true;
    return () => {
      shown.current = false;
    };
  }, []);
  return useCallback(() => shown.current, []);
}
