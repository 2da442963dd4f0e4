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
            <DeviceIcon browser={device.browser} />
            <span className="line-what">
              <b>{device.browser ?? t('common.some-browser')}</b>
              <span>
                {device.current
                  ? t('profile.this-device')
                  : t('profile.last-seen', { age: format.age(device.seenAt, now) })}
                {device.store && (
                  <>
                    {'\u00a0· '}
                    <bdi>{device.store}</bdi>
                  </>
                )}
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

const phone =
  'M8 3h8a1.5 1.5 0 0 1 1.5 1.5v15A1.5 1.5 0 0 1 16 21H8a1.5 1.5 0 0 1-1.5-1.5v-15A1.5 1.5 0 0 1 8 3zM11 18h2';
const desk = 'M3.5 5h17v11h-17zM9 20h6M12 16v4';

/** A phone or a screen on a desk, by what the browser calls itself. */
const DeviceIcon = ({ browser }: { browser: string | null }) => (
  <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d={/iP|Android/.test(browser ?? '') ? phone : desk} />
  </svg>
);

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
