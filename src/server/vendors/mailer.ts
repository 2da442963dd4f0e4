/** An outgoing mail: one recipient, plain text and HTML. */
export interface Mail {
  readonly to: string;
  /** The sender's name, beside the address: the program's name. */
  readonly senderName: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly language: string;
}

/** How many mails one process sends at once. */
export const mailsAtOnce = 5;

/** Sends mail. The outbox calls it and keeps trying. */
export interface Mailer {
  /** The sender's address, which people see, so that they find the mail. */
  readonly from: string;
  /**
   * @param id the same at every try of one mail, so that a mailbox can tell a second copy from another mail
   * @throws MailNotTaken when the mail server did not take it, or could not be reached
   */
  send(mail: Mail, id: string): Promise<void>;
  /** Closes the connections that are kept open. */
  close(): void;
}

/**
 * The mail server's "no". Its message has only codes: a mail server's own words name the address, which must not come
 * into a log.
 */
export class MailNotTaken extends Error {
  /** True: trying again is useless, because the mailbox does not exist or the mail is refused as it is. */
  readonly forGood: boolean;
  constructor(reason: string, forGood: boolean) {
    super(reason);
    this.name = 'MailNotTaken';
    this.forGood = forGood;
  }
}

/** For development without an SMTP server: the mail stays in the outbox, where the inbox shows it. */
export const developmentMailer = (from: string): Mailer => ({
  from,
  send: async () => {},
  close: () => {},
});
