import { createContext, use } from 'react';
import type { DeskMe } from '#contract/desk/desk-answers.ts';
import type { DeskRight } from '#domain/desk/desk-role.ts';

export const MeContext = createContext<DeskMe | null>(null);

/** Who is signed in. */
export function useMyself(): DeskMe {
  const me = use(MeContext);
  if (!me) throw new Error('nobody is signed in around this component');
  return me;
}

/** Whether whoever is signed in may do something, so that no button is shown that the server would refuse. */
export function useMay(): (right: DeskRight) => boolean {
  const { rights } = useMyself();
  return (right) => rights.includes(right);
}
