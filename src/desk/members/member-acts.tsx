import { useState } from 'react';
import { Link } from 'react-router';
import { deskLinks } from '#contract/desk/desk-links.ts';
import type { DeskMember } from '#contract/desk/desk-members.ts';
import { useMay } from '#desk/api/me.ts';
import { deskPlaces } from '#desk/api/places.ts';
import { sendProved } from '#desk/api/send-proved.ts';
import { useSupportWords } from '#desk/api/support-words.ts';
import { useAction } from '#desk/api/use-action.ts';
import { useSentence } from '#desk/api/words.tsx';
import { AskTwice, type Ending } from '#desk/ui/ask-twice.tsx';
import { Menu } from '#desk/ui/menu.tsx';
import { Note } from '#desk/ui/note.tsx';

/** What support does for a member who calls, beside points. Each can be done again, or taken back beside it. */
export function MemberActs({
  member,
  onSaid,
  onAsk,
}: {
  readonly member: DeskMember;
  onSaid(sentence: string): void;
  /** Opens the dialog of an act that is asked for twice. */
  onAsk(what: 'card' | 'copy' | 'erase'): void;
}) {
  const { t } = useSupportWords();
  const may = useMay();
  const sentence = useSentence();
  const { id } = member;
  const freeze = useAction(
    () => sendProved(deskLinks.freezeMember(id), {}),
    () => onSaid(t('desk.member.froze')),
  );
  const thaw = useAction(
    () => sendProved(deskLinks.thawMember(id), {}),
    () => onSaid(t('desk.member.thawed')),
  );
  const [asked, setAsked] = useState<Ending | null>(null);
  const askToSignOut = () =>
    setAsked({
      title: t('desk.member.sign-out-of'),
      means: t('desk.member.sign-out-means'),
      yes: t('desk.member.sign-out'),
      end: async () => {
        await sendProved(deskLinks.endMemberSessions(id), {});
        onSaid(t('desk.member.signed-out'));
      },
    });
  const endPin: Ending = {
    title: t('desk.member.pin-end-title'),
    means: t('desk.member.pin-end-means'),
    yes: t('desk.member.pin-end'),
    end: async () => {
      await sendProved(deskLinks.endMemberPin(id), {});
      onSaid(t('desk.member.pin-ended'));
    },
  };
  const reinstate: Ending = {
    title: t('desk.member.reinstate-title'),
    means: t('desk.member.reinstate-means'),
    yes: t('desk.member.reinstate'),
    end: async () => {
      const { points, days } = await sendProved(deskLinks.reinstate(id), {});
      onSaid(
        points === 0
          ? t('desk.member.nothing-back', { count: days })
          : t('desk.member.points-back', { count: points }),
      );
    },
  };
  if (!may('freeze-member')) return null;
  const error = freeze.error ?? thaw.error;
  return (
    <>
      <Menu label={t('desk.member.more')}>
        {member.frozenAt === null ? (
          <button type="button" className="menu-item" onClick={() => freeze.run()}>
            {t('desk.member.freeze')}
          </button>
        ) : (
          may('thaw-member') && (
            <button type="button" className="menu-item" onClick={() => thaw.run()}>
              {t('desk.member.thaw')}
            </button>
          )
        )}
        <button type="button" className="menu-item" onClick={askToSignOut}>
          {t('desk.member.sign-out')}
        </button>
        {member.pin !== null && (
          <button type="button" className="menu-item" onClick={() => setAsked(endPin)}>
            {t('desk.member.pin-end')}
          </button>
        )}
        <button type="button" className="menu-item" onClick={() => setAsked(reinstate)}>
          {t('desk.member.reinstate')}
        </button>
        {may('begin-merge') && (
          <Link className="menu-item" to={deskPlaces.memberMergeOf(id)}>
            {t('desk.merge.open')}
          </Link>
        )}
        <button type="button" className="menu-item" onClick={() => onAsk('card')}>
          {t('desk.card.give')}
        </button>
        <button type="button" className="menu-item" onClick={() => onAsk('copy')}>
          {t('desk.member.copy')}
        </button>
        <button type="button" className="menu-item bad" onClick={() => onAsk('erase')}>
          {t('desk.member.erase')}
        </button>
      </Menu>
      {error !== null && <Note bad>{sentence(error)}</Note>}
      {asked && <AskTwice ending={asked} onClose={() => setAsked(null)} />}
    </>
  );
}
