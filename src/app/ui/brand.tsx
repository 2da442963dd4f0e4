import { useVisit } from '#app/api/queries.ts';

/** The shop's mark and name. */
export function Brand({ large = false }: { large?: boolean }) {
  const program = useVisit()?.program;
  if (!program) return <span className="brand">Tillpass</span>;
  return (
    <span className={large ? 'brand large' : 'brand'}>
      <span className="mark" aria-hidden="true">
        {program.mark}
      </span>
      {program.name}
    </span>
  );
}
