/** An outgoing mail: one recipient, plain text and HTML. */
export interface Mail {
  readonly to: string;
  /** The sender's name, beside the address: the program's name. */
  readonly senderName: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly language: string;
  /** Where one click ends mails of this kind (RFC 8058); absent: nothing ends them. */
  readonly unsubscribe?: string;
}

/** How many mails one process sends at once. */
export const mailsAtOnce = 5;

/** A way on which messages reach people. The outbox calls it and keeps trying. */
export interface Channel {
  /** As the log of messages says it. */
  readonly name: string;
  /** Where it reaches a member; null: nowhere. */
  addressOf(member: { readonly id: string; readonly address: string }): string | null;
  /**
   * @param id the same at every try of one mail, so that a mailbox can tell a second copy from another mail
   * @throws MailNotTaken when the other side did not take it, or could not be reached
   */
  send(mail: Mail, id: string): Promise<void>;
  /** Closes the connections that are kept open. */
  close(): void;
}

/** Sends mail: the channel that reaches everybody. */
export interface Mailer extends Channel {
  /** The sender's address, which people see, so that they find the mail. */
  readonly from: string;
}

/** What is the same of every mailer. */
export const byMail: Pick<Mailer, 'name' | 'addressOf'> = {
  name: 'mail',
  addressOf: ({ address }) => address,
};

/**
 * The mail server's "no". Its message has only codes: a mail server's own words name the address, which must not come
 * into a log.
 */
export class MailNotTaken extends Error {
  /** True: trying again is useless, because the mailbox does not exist or the mail is refused as it is. */
  readonly forGood: boolean;
  /** True: the address takes no mail, as the server's code says. */
  readonly isDead: boolean;
  constructor(reason: string, forGood: boolean, isDead = false) {
    super(reason);
    this.isDead = isDead;
    this.name = 'MailNotTaken';
    this.forGood = forGood;
  }
}

/** For development without an SMTP server: the mail stays in the outbox, where the inbox shows it. */
export const developmentMailer = (from: string): Mailer => ({
  ...byMail,
  from,
  send: async () => {},
  close: () => {},
});
