import { Link } from 'react-router';
import type { ActView } from '#contract/desk/desk-answers.ts';
import { deskLinks } from '#contract/desk/desk-links.ts';
import { deskPlaces } from '#desk/api/places.ts';
import { useActs } from '#desk/api/queries.ts';
import { sendProved } from '#desk/api/send-proved.ts';
import { useAction } from '#desk/api/use-action.ts';
import { actorIn, useWords, type Words } from '#desk/api/words.tsx';
import { Fault } from '#desk/ui/fault.tsx';
import { Page } from '#desk/ui/page.tsx';
import { Waiting } from '#desk/ui/waiting.tsx';
import { isDeskRole } from '#domain/desk/desk-role.ts';
import { isWatchDecision } from '#domain/events/watch-decision.ts';
import { changedKinds } from '#domain/program/change/program-change.ts';
import { digitGroups } from '#i18n/format.ts';

/** What administrators did, at the desk and at the command line, as rows that nobody can change. */
export function Acts() {
  const { t } = useWords();
  const acts = useActs();
  const rows = acts.data?.pages.flatMap((page) => page.rows);
  return (
    <Page title={t('desk.acts.title')} hint={t('desk.acts.hint')}>
      {rows ? (
        <>
          {rows.length === 0 && <p className="soft">{t('desk.acts.none')}</p>}
          <ol className="rows">
            {rows.map((act) => (
              <Act key={act.id} act={act} />
            ))}
          </ol>
          {acts.hasNextPage && (
            <button
              type="button"
              className="button quiet"
              aria-disabled={acts.isFetchingNextPage}
              onClick={() => void acts.fetchNextPage()}
            >
              {t('desk.acts.older')}
            </button>
          )}
        </>
      ) : (
        <Waiting failure={acts.error} onRetry={() => void acts.refetch()} />
      )}
    </Page>
  );
}

function Act({ act }: { readonly act: ActView }) {
  const words = useWords();
  const { t, format } = words;
  const undo = useAction(() => sendProved(deskLinks.undoAct(act.id), {}));
  return (
    <li className="line">
      <div>
        <b>{t(`desk.act.${act.act}`)}</b>
        <span className="soft">
          <bdi>{actorIn(words, act.actor)}</bdi> {sinceIn(words, act.actorSince)}·{' '}
          {format.fullDateTime(act.at)}
        </span>
        <span>
          {aboutOf(act).map((part, index) => (
            <span key={part}>
              {index > 0 && ' · '}
              <bdi>{part}</bdi>
            </span>
          ))}{' '}
          {sinceIn(words, act.aboutSince)}
        </span>
        {act.act === 'program-loaded' && <ProgramLoaded act={act} words={words} />}
        {Object.entries(act.changes).map(([field, [from, to]]) => (
          <span key={field} className="difference">
            {from !== null && <del>{valueIn(words, from)}</del>} <ins>{valueIn(words, to)}</ins>
          </span>
        ))}
        {act.undoes !== null && <span className="soft">{t('desk.acts.undoes')}</span>}
        {act.undoneBy !== null && <span className="chip">{t('desk.acts.undone')}</span>}
        <Fault error={undo.error} />
      </div>
      {act.undoable && (
        <button
          type="button"
          className="button quiet small"
          aria-disabled={undo.busy}
          onClick={() => undo.run()}
        >
          {t('desk.acts.undo')}
        </button>
      )}
    </li>
  );
}

/** How much a program changed; what exactly is said on the page of the program. */
function ProgramLoaded({
  act: { details },
  words: { t, format },
}: {
  readonly act: ActView;
  readonly words: Words;
}) {
  const { version } = details;
  const changed = changedKinds.flatMap((kind) => {
    const count = details[kind];
    return typeof count === 'number' ? [t(`desk.acts.changed.${kind}`, { count })] : [];
  });
  return (
    <span>
      {changed.length > 0 && <>{t('desk.acts.changed', { what: format.list(changed) })} </>}
      {typeof version === 'number' && (
        <Link to={deskPlaces.program}>
          {t('desk.acts.version', { version: format.number(version) })}
        </Link>
      )}
    </span>
  );
}

/** Which person of a name it is that several had; nothing where the name says it. */
const sinceIn = ({ t, format }: Words, invitedAt: number | null): string =>
  invitedAt === null ? '' : `${t('desk.acts.since', { date: format.fullDateTime(invitedAt) })} `;

/** Whom and what it was about, in the words that the row has. */
function aboutOf({ store, member, details }: ActView): readonly string[] {
  const named = ['name', 'tillId', 'browser', 'points', 'why', 'url'].flatMap((field) => {
    const value = details[field];
    return value === undefined || value === null || value === '' ? [] : [String(value)];
  });
  return [
    ...(store === null ? [] : [store]),
    ...(member ? [digitGroups(member.number)] : []),
    ...named,
  ];
}

function valueIn({ t }: Words, value: string | number | boolean | null): string {
  if (value === null) return t('desk.acts.nothing');
  if (typeof value !== 'string') return String(value);
  if (isDeskRole(value)) return t(`desk.role.${value}`);
  return isWatchDecision(value) ? t(`desk.watch.${value}`) : value;
}
