import type { ReactNode } from 'react';
import type { DraftPart } from '#desk/api/places.ts';
import { Earning } from './earning.tsx';
import { useProgramWords } from './editing.ts';
import { Rewards } from './rewards.tsx';
import { Segments } from './segments.tsx';
import { Brand, Points, Tiers } from './settings.tsx';
import { Stores } from './stores.tsx';

/** The ways to the parts of a program, of which one is shown. */
export function Parts<P extends DraftPart>({
  parts,
  part,
  onOpen,
}: {
  readonly parts: readonly P[];
  readonly part: string;
  onOpen(part: P): void;
}) {
  const { t } = useProgramWords();
  return (
    <nav className="parts" aria-label={t('desk.program.parts')}>
      {parts.map((one) => (
        <button
          key={one}
          type="button"
          aria-current={one === part ? 'page' : undefined}
          onClick={() => onOpen(one)}
        >
          {t(`desk.program.part.${one as DraftPart}`)}
        </button>
      ))}
    </nav>
  );
}

/** The form of a part, or its list. */
export function formOf(part: string): ReactNode {
  switch (part) {
    case 'earning':
      return <Earning />;
    case 'segments':
      return <Segments />;
    case 'tiers':
      return <Tiers />;
    case 'stores':
      return <Stores />;
    case 'brand':
      return <Brand />;
    case 'points':
      return <Points />;
    default:
      return <Rewards />;
  }
}
