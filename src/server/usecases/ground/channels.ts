import type { MemberRow } from '#server/storage/db/schema.ts';
import type { Channel } from '#server/vendors/mailer.ts';
import type { Context } from './context.ts';

type Ways = Pick<Context, 'mailer' | 'channels'>;

/** The channel for messages to a member, and their address there: the first that reaches them, at last mail. */
export function channelTo(
  { mailer, channels }: Ways,
  member: Pick<MemberRow, 'id' | 'address'>,
): { readonly channel: Channel; readonly address: string } {
  for (const channel of channels) {
    const address = channel.addressOf(member);
    if (address !== null) return { channel, address };
  }
  return { channel: mailer, address: member.address };
}

/** The channel of a name; undefined: it has been taken away since the message was queued. */
export const channelNamed = ({ mailer, channels }: Ways, name: string): Channel | undefined =>
  [...channels, mailer].find((channel) => channel.name === name);
