import { useState } from 'react';
import { Link, useLocation, useNavigate, useParams } from 'react-router';
import { useMay } from '#desk/api/me.ts';
import { beginsDraft, deskPlaces, programParts } from '#desk/api/places.ts';
import { useInForce } from '#desk/api/use-in-force.ts';
import { Page } from '#desk/ui/page.tsx';
import { Waiting } from '#desk/ui/waiting.tsx';
import { Begin } from './begin.tsx';
import { type Editing, EditingContext, useProgramWords } from './editing.ts';
import { formOf, Parts } from './parts.tsx';
import { SegmentCounts } from './segment-counts.tsx';
import { YamlTab } from './yaml-tab.tsx';

/** Nothing of what is in force is changed here. */
const shownOnly = {
  faults: [],
  readOnly: true,
  draftId: '',
  taken: [],
  change() {},
  place() {},
} satisfies Partial<Editing>;

/** One part of the program in force: everything that is there, and the way to a draft that changes it. */
export function InForce() {
  const { t } = useProgramWords();
  const { part: asked } = useParams();
  const part = programParts.find((one) => one === asked) ?? 'rewards';
  const may = useMay();
  const go = useNavigate();
  const { program, version, file } = useInForce();
  const [begins, setBegins] = useState(useLocation().state === beginsDraft);
  const drafts = program.data?.drafts ?? [];
  const title = t(`desk.program.part.${part}`);
  return (
    <Page
      title={title}
      hint={t('desk.program.now-hint')}
      actions={
        may('edit-program') && (
          <button type="button" className="button" onClick={() => setBegins(true)}>
            {t('desk.program.now-change')}
          </button>
        )
      }
    >
      <div className="alone">
        <div>
          <Parts
            parts={programParts}
            part={part}
            onOpen={(to) => void go(deskPlaces.partOf(to), { replace: true })}
          />
          {drafts.length > 0 && (
            <p className="row soft">
              {t('desk.program.now-drafts')}
              {drafts.map(({ id, name }) => (
                <Link key={id} to={deskPlaces.draftOf(id, part)}>
                  <bdi>{name}</bdi>
                </Link>
              ))}
            </p>
          )}
          {file.data ? (
            part === 'yaml' || !file.data.content ? (
              <YamlTab text={file.data.text} faults={[]} readOnly onChange={() => {}} />
            ) : (
              <EditingContext
                value={{
                  ...shownOnly,
                  content: file.data.content,
                  pictures: file.data.pictures,
                }}
              >
                {formOf(part)}
                {part === 'segments' && may('see-figures') && <SegmentCounts />}
              </EditingContext>
            )
          ) : (
            <Waiting
              failure={program.error ?? file.error}
              onRetry={() => void (program.error ? program : file).refetch()}
            />
          )}
        </div>
      </div>
      {begins && version !== undefined && (
        <Begin from={{ version }} part={part} onClose={() => setBegins(false)} />
      )}
    </Page>
  );
}
