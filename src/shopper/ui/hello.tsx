import type { ReactNode } from 'react';
import { useVisit } from '#shopper/api/queries.ts';
import { Mark } from '#shopper/ui/brand.tsx';

/** The shop's card, as a poster opens it: its mark, its name, and what the page says under them. */
export function Hello({ as: Name, children }: { as: 'h1' | 'b'; children?: ReactNode }) {
  return (
    <section className="card hello">
      <Mark />
      <Name>{useVisit()?.program.name}</Name>
      {children}
    </section>
  );
}
