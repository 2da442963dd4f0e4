import assert from 'node:assert/strict';
import { readConfig } from '#server/start/config.ts';

type Settings = Readonly<Record<string, string | undefined>>;

/** What a server in production can't do without. */
export const productionSettings = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://points.example',
  SMTP_URL: 'smtp://mail.example',
  SECRET_KEY: 'a8R2-mJ5x_Qw7bT0zLc9-vN4h_Pg6dKe',
} as const;

/** The one line that a person would read about wrong settings. */
export function complaintAbout(settings: Settings): string {
  try {
    readConfig(settings);
  } catch (error) {
    assert(error instanceof Error && error.name === 'SettingFault', String(error));
    assert(!error.message.includes('\n'), 'more than one line');
    return error.message;
  }
  assert.fail('it was accepted');
}
