import type { ReactNode } from 'react';

/** A sentence beside what was tried: what went wrong, or what is done. */
export const Note = ({ bad = false, children }: { bad?: boolean; children: ReactNode }) => (
  <p className={bad ? 'note note-bad' : 'note'} role={bad ? 'alert' : 'status'}>
    {children}
  </p>
);
