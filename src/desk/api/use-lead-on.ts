import { type NavigateOptions, useNavigate } from 'react-router';
import { useShown } from '#web/use-shown.ts';

/** Leads to another page after an answer, unless the person has left the asking one meanwhile. */
export function useLeadOn(): (to: string, options?: NavigateOptions) => void {
  const go = useNavigate();
  const isShown = useShown();
  return (to, options) => {
    if (isShown()) void go(to, options);
  };
}
