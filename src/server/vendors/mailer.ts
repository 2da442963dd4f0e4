/** A mail as it leaves us: one recipient, plain text and HTML. */
export interface Mail {
  readonly to: string;
  /** Who it says it is from, beside the sender's address: the program's name. */
  readonly senderName: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly language: string;
}

/** How many one process sends side by side. */
export const mailsAtOnce = 5;

/** Hands mail to the world. The outbox calls it and keeps trying. */
export interface Mailer {
  /** The address people see as the sender, so that they find the mail. */
  readonly from: string;
  /**
   * @param id the same at every try of one mail, so that a mailbox can tell a second copy from another mail
   * @throws MailNotTaken when the mail server did not take it, or could not be reached
   */
  send(mail: Mail, id: string): Promise<void>;
  /** Ends the connections that are kept open. */
  close(): void;
}

/**
 * The mail server's "no". Its message is made of codes only: what mail servers say in words names the
 * address, and that must not come into a log.
 */
export class MailNotTaken extends Error {
  /** Trying again leads nowhere: the mailbox does not exist, the mail is refused as it is. */
  readonly forGood: boolean;
  constructor(reason: string, forGood: boolean) {
    super(reason);
    this.name = 'MailNotTaken';
    this.forGood = forGood;
  }
}

/** Where there is no SMTP server: the mail stays in the outbox, where the development inbox shows it. */
export const developmentMailer = (from: string): Mailer => ({
  from,
  send: async () => {},
  close: () => {},
});
