import { useEffect, useState } from 'react';

/** Between two letters of one word people need less. */
const pauseMs = 250;

/** What is typed, once nothing was typed for a moment: the server is not asked for each letter. */
export function useSettled(typed: string): string {
  const [settled, setSettled] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(setSettled, pauseMs, typed);
    return () => clearTimeout(timer);
  }, [typed]);
  return settled;
}
