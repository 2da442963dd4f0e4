import { useState } from 'react';
import type { AdministratorView, OneTimeLink as Link } from '#contract/desk/desk-answers.ts';
import { ChangeRole, InviteAdministrator } from '#contract/desk/desk-input.ts';
import { deskLinks } from '#contract/desk/desk-links.ts';
import { useMay } from '#desk/api/me.ts';
import { useAdministrators } from '#desk/api/queries.ts';
import { sendProved } from '#desk/api/send-proved.ts';
import { useAction } from '#desk/api/use-action.ts';
import { useWords } from '#desk/api/words.tsx';
import { AskTwice, type Ending } from '#desk/ui/ask-twice.tsx';
import { Dialog } from '#desk/ui/dialog.tsx';
import { Fault } from '#desk/ui/fault.tsx';
import { Field, Form } from '#desk/ui/form.tsx';
import { Menu } from '#desk/ui/menu.tsx';
import { OneTimeLink } from '#desk/ui/one-time-link.tsx';
import { Page } from '#desk/ui/page.tsx';
import { Waiting } from '#desk/ui/waiting.tsx';
import { type DeskRole, deskRoles } from '#domain/desk/desk-role.ts';

type Asking =
  | { readonly what: 'invite' }
  | { readonly what: 'link'; readonly link: Link; readonly name: string }
  | { readonly what: 'role'; readonly who: AdministratorView }
  | { readonly what: 'end'; readonly ending: Ending };

/** Who may open the desk, and what an owner may do about it. */
export function Administrators() {
  const { t } = useWords();
  const may = useMay();
  const found = useAdministrators();
  const [asking, setAsking] = useState<Asking | null>(null);
  const close = () => setAsking(null);
  const owner = may('manage-administrators');
  return (
    <Page
      title={t('desk.people.title')}
      hint={t('desk.people.hint')}
      actions={
        owner && (
          <button type="button" className="button" onClick={() => setAsking({ what: 'invite' })}>
            {t('desk.people.invite')}
          </button>
        )
      }
    >
      {found.data ? (
        <ul className="rows">
          {found.data.administrators.map((who) => (
            <Row key={who.id} who={who} owner={owner} onAsk={setAsking} />
          ))}
        </ul>
      ) : (
        <Waiting failure={found.error} onRetry={() => void found.refetch()} />
      )}
      {asking?.what === 'invite' && <Invite onClose={close} onLink={setAsking} />}
      {asking?.what === 'role' && <ChangeTheirRole who={asking.who} onClose={close} />}
      {asking?.what === 'end' && <AskTwice ending={asking.ending} onClose={close} />}
      {asking?.what === 'link' && (
        <Dialog title={t('desk.link.title', { name: asking.name })} onClose={close}>
          <OneTimeLink {...asking.link} />
        </Dialog>
      )}
    </Page>
  );
}

function Row({
  who,
  owner,
  onAsk,
}: {
  readonly who: AdministratorView;
  readonly owner: boolean;
  onAsk(asking: Asking): void;
}) {
  const { t, format } = useWords();
  const { id, name, role } = who;
  const link = useAction(
    () => sendProved(deskLinks.administratorLink(id), {}),
    (made) => onAsk({ what: 'link', link: made, name }),
  );
  const askToSignOut = () =>
    onAsk({
      what: 'end',
      ending: {
        title: t('desk.people.sign-out-of', { name }),
        means: t('desk.people.sign-out-means'),
        yes: t('desk.people.sign-out'),
        end: () => sendProved(deskLinks.administratorSessions(id), {}),
      },
    });
  const askToEnd = () =>
    onAsk({
      what: 'end',
      ending: {
        title: t('desk.people.end-of', { name }),
        means: t('desk.people.end-hint'),
        yes: t('desk.people.end'),
        end: () => sendProved(deskLinks.administratorEnd(id), {}),
      },
    });
  const seen =
    who.usedAt === null
      ? t('desk.people.invited')
      : t('desk.people.seen', { date: format.dateTime(who.usedAt) });
  return (
    <li className="line">
      <div>
        <b>
          <bdi>{name}</bdi>
          {who.me && <span className="chip">{t('desk.people.me')}</span>}
        </b>
        <span className="soft">
          {t(`desk.role.${role}`)} · {seen}
        </span>
        <Fault error={link.error} />
      </div>
      {owner && (
        <Menu label={t('desk.change-it')} name={t('desk.change', { name })}>
          <button type="button" className="menu-item" onClick={() => onAsk({ what: 'role', who })}>
            {t('desk.people.role')}
          </button>
          <button type="button" className="menu-item" onClick={() => link.run()}>
            {t('desk.people.link')}
          </button>
          <button type="button" className="menu-item" onClick={askToSignOut}>
            {t('desk.people.sign-out')}
          </button>
          <button type="button" className="menu-item bad" onClick={askToEnd}>
            {t('desk.people.end')}
          </button>
        </Menu>
      )}
    </li>
  );
}

function Invite({ onClose, onLink }: { onClose(): void; onLink(asking: Asking): void }) {
  const { t } = useWords();
  const invite = useAction(async (fields: { readonly name: string; readonly role: DeskRole }) => {
    const link = await sendProved(deskLinks.administrators, fields);
    return { what: 'link', link, name: fields.name } as const;
  }, onLink);
  return (
    <Dialog title={t('desk.people.invite')} onClose={onClose}>
      <Form
        schema={InviteAdministrator}
        fields={(form) => ({ name: String(form.get('name')), role: String(form.get('role')) })}
        action={invite}
        submit={t('desk.people.invite-yes')}
      >
        <Field label={t('desk.people.name')} name="name">
          {(ties) => <input className="input" autoComplete="off" dir="auto" {...ties} />}
        </Field>
        <Roles chosen="support" />
      </Form>
    </Dialog>
  );
}

function ChangeTheirRole({ who, onClose }: { readonly who: AdministratorView; onClose(): void }) {
  const { t } = useWords();
  const change = useAction(
    (fields: { readonly from: DeskRole; readonly to: DeskRole }) =>
      sendProved(deskLinks.administratorRole(who.id), fields),
    onClose,
  );
  return (
    <Dialog title={t('desk.people.role-of', { name: who.name })} onClose={onClose}>
      <Form
        schema={ChangeRole}
        fields={(form) => ({ from: who.role, to: String(form.get('role')) })}
        action={change}
        submit={t('desk.people.role')}
      >
        <Roles chosen={who.role} />
      </Form>
    </Dialog>
  );
}

function Roles({ chosen }: { readonly chosen: DeskRole }) {
  const { t } = useWords();
  return (
    <fieldset className="roles">
      <legend>{t('desk.people.role-label')}</legend>
      {deskRoles.map((role) => (
        <label key={role} className="choice">
          <input type="radio" name="role" value={role} defaultChecked={role === chosen} />
          <span>
            <b>{t(`desk.role.${role}`)}</b>
            <span className="soft">{t(`desk.role-hint.${role}`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
