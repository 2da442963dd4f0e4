import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '#contract/links.ts';
import type { Device } from '#contract/profile.ts';
import { keep } from '#shopper/api/queries.ts';
import { ActionForm, SubmitButton } from '#shopper/ui/action-form.tsx';
import { usePage } from '#shopper/ui/page-context.tsx';
import { useNow } from '#web/clock.ts';

const everyMs = 60_000;

/** The devices on which the member is signed in; each other one can be signed out from here. */
export function Devices({ devices }: { devices: readonly Device[] }) {
  const { t, format, at } = usePage();
  const now = useNow(at, everyMs);
  const [revoked, setRevoked] = useState(0);
  const revoke = (action: typeof api.revokeOthers, name: string) => (
    <Revoke action={action} name={name} onRevoked={() => setRevoked((count) => count + 1)} />
  );
  return (
    <section>
      <h2>{t('profile.signed-in')}</h2>
      <ul className="lines">
        {devices.map((device) => (
          <li key={device.id}>
            <span className="line-what">
              <b>{device.browser ?? t('common.some-browser')}</b>
              <span>
                {device.current
                  ? t('profile.this-device')
                  : t('profile.last-seen', { age: format.age(device.seenAt, now) })}
              </span>
              {/* Tells apart two devices of the same name. */}
              <span>{t('profile.since', { time: format.fullDateTime(device.since) })}</span>
            </span>
            {!device.current && revoke(api.revokeDevice(device.id), t('profile.revoke'))}
          </li>
        ))}
      </ul>
      {devices.length > 2 && revoke(api.revokeOthers, t('profile.revoke-others'))}
      {revoked > 0 && (
        <p role="alert" key={revoked}>
          {t('profile.revoked')}
        </p>
      )}
    </section>
  );
}

interface RevokeProps {
  readonly action: typeof api.revokeOthers;
  readonly name: string;
  onRevoked(): void;
}

function Revoke({ action, name, onRevoked }: RevokeProps) {
  const client = useQueryClient();
  return (
    <ActionForm
      action={action}
      onAnswer={(profile) => {
        keep.profile(client, profile);
        onRevoked();
      }}
    >
      {({ busy }) => (
        <SubmitButton busy={busy} kind="plain">
          {name}
        </SubmitButton>
      )}
    </ActionForm>
  );
}
