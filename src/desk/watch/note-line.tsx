import { Link } from 'react-router';
import { deskLinks } from '#contract/desk/desk-links.ts';
import type { WatchNote } from '#contract/desk/desk-watch.ts';
import { useMay, useMyself } from '#desk/api/me.ts';
import { type OperationsWords, useOperationsWords } from '#desk/api/operations-words.ts';
import { deskPlaces } from '#desk/api/places.ts';
import { useAction } from '#desk/api/use-action.ts';
import { Fault } from '#desk/ui/fault.tsx';
import { Menu } from '#desk/ui/menu.tsx';
import { type WatchDecision, watchDecisions } from '#domain/events/watch-decision.ts';
import { digitGroups } from '#i18n/format.ts';
import { send } from '#web/client.ts';
import { findingIn } from './finding.ts';

/** One note: who, what was found, and what was decided. */
export function NoteLine({ note }: { readonly note: WatchNote }) {
  const words = useOperationsWords();
  const { t, format } = words;
  const may = useMay();
  const { program } = useMyself();
  const { member, store, decided } = note;
  const from = decided?.decision ?? null;
  const decide = useAction((to: WatchDecision) =>
    send(deskLinks.watchNote(`${note.eventId}.${note.rule}`), { from, to }),
  );
  const place = [...(store === null ? [] : [store]), format.fullDateTime(note.at)];
  return (
    <li className="line">
      <div>
        <b>
          <bdi>{whoIn(words, note)}</bdi>
        </b>
        <span>{findingIn(words, note.finding, program.currency)}</span>
        <span className="soft">
          {place.map((part, index) => (
            <span key={part}>
              {index > 0 && ' · '}
              <bdi>{part}</bdi>
            </span>
          ))}
          {member && (
            <>
              {' · '}
              {may('see-members') ? (
                <Link to={deskPlaces.memberOf(member.id)}>
                  {t('desk.watch.member', { number: digitGroups(member.number) })}
                </Link>
              ) : (
                t('desk.watch.member', { number: digitGroups(member.number) })
              )}
            </>
          )}
        </span>
        {decided && (
          <span>
            <span className="chip">{t(`desk.watch.${decided.decision}`)}</span>{' '}
            <span className="soft">
              <bdi>{decided.by}</bdi> · {format.dateTime(decided.at)}
            </span>
          </span>
        )}
        <Fault error={decide.error} />
      </div>
      {may('decide-watch-note') && (
        <Menu label={t(decided ? 'desk.watch.decide-anew' : 'desk.watch.decide')}>
          {watchDecisions
            .filter((one) => one !== from)
            .map((to) => (
              <button key={to} type="button" className="menu-item" onClick={() => decide.run(to)}>
                {t(`desk.watch.${to}`)}
              </button>
            ))}
        </Menu>
      )}
    </li>
  );
}

/** Who it was: an associate by name, a till or its POS, or whoever acts as support. */
function whoIn({ t }: OperationsWords, { who: { kind, name }, finding }: WatchNote): string {
  if (kind === 'associate') return name;
  if (kind === 'support') {
    return t('desk.watch.support', {
      name: name === 'command line' ? t('desk.acts.command-line') : name,
    });
  }
  // A till's page and its POS count against one limit.
  return finding.rule === 'till-guessed' ? name : t('desk.watch.pos', { till: name });
}
