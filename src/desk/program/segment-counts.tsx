import { useId } from 'react';
import type { SegmentCounts as Counts } from '#contract/desk/desk-figures.ts';
import { useSegmentCounts } from '#desk/api/use-reach.ts';
import { Waiting } from '#desk/ui/waiting.tsx';
import { textIn } from '#domain/program/text.ts';
import { useProgramWords } from './editing.ts';

/** How many members each segment of the program in force has, and when they were counted. */
export function SegmentCounts() {
  const { t, format } = useProgramWords();
  const heading = useId();
  const counts = useSegmentCounts();
  if (!counts.data) return <Waiting failure={counts.error} onRetry={() => void counts.refetch()} />;
  const { countedAt, segments } = counts.data;
  if (segments.length === 0) return null;
  return (
    <section className="stack" aria-labelledby={heading}>
      <h2 id={heading}>{t('desk.program.segments-members')}</h2>
      <ul className="rows">
        {segments.map((segment) => (
          <Line key={segment.id} segment={segment} />
        ))}
      </ul>
      {segments.some(({ members }) => members !== null) && (
        <p className="soft">
          {t('desk.program.segments-counted', { time: format.dateTime(countedAt) })}
        </p>
      )}
    </section>
  );
}

function Line({ segment }: { readonly segment: Counts['segments'][number] }) {
  const { t, language } = useProgramWords();
  const { name, members, isAbout } = segment;
  return (
    <li className="line">
      <div>
        <b>
          <bdi>{textIn(name, language)}</bdi>
        </b>
        <span className="soft">
          {members === null
            ? t('desk.program.segments-new')
            : t(isAbout ? 'desk.program.segments-about' : 'desk.program.segments-has', {
                count: members,
              })}
        </span>
      </div>
    </li>
  );
}
