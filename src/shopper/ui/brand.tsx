import { useVisit } from '#shopper/api/queries.ts';

/** The shop's mark: its drawing if it has one, else its letters. */
export function Mark() {
  const program = useVisit()?.program;
  if (!program) return null;
  const { logo, mark } = program;
  return (
    <span className="mark" aria-hidden="true">
      {logo ? (
        <svg viewBox={logo.viewBox} aria-hidden="true">
          <path d={logo.path} fill="currentcolor" />
        </svg>
      ) : (
        mark
      )}
    </span>
  );
}

/** The shop's mark and name. */
export function Brand() {
  return (
    <span className="brand">
      <Mark />
      {useVisit()?.program.name ?? 'Tillpass'}
    </span>
  );
}
