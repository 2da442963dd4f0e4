import { expect, type Page } from '@playwright/test';
import { systemApi } from '#contract/paths.ts';
import type { InboxMail, Server } from './tillpass.ts';

/** A person's mailbox, as the development inbox shows it. */

/** All mails to an address since the server's start, the latest first. */
async function mailsOf(
  page: Page,
  { url }: Pick<Server, 'url'>,
  address: string,
): Promise<readonly InboxMail[]> {
  const answer = await page.request.get(url + systemApi.inboxJson);
  const mails: readonly InboxMail[] = await answer.json();
  return mails.filter(({ to }) => to === address);
}

/** Opens a mail by its subject as a mail program does, as soon as it has come. @returns its subject */
export async function openMail(
  page: Page,
  server: Pick<Server, 'url'>,
  { to, subject }: { readonly to: string; readonly subject: RegExp },
): Promise<string> {
  let found: InboxMail | undefined;
  await expect
    .poll(async () => {
      const mails = await mailsOf(page, server, to);
      found = mails.find((mail) => subject.test(mail.subject));
      return found ? 'it has come' : mails.map((mail) => mail.subject).join('\n');
    })
    .toBe('it has come');
  await page.goto(`${server.url}${systemApi.inbox}?mail=${found?.id}`);
  return found?.subject ?? '';
}
