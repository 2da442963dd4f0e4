/** A mail as it leaves us: one recipient, plain text and HTML. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly language: string;
}

/** Hands mail to the world. The outbox calls it and keeps trying; it throws when the mail was not taken. */
export interface Mailer {
  /** The address people see as the sender, so that they find the mail. */
  readonly from: string;
  send(mail: Mail): Promise<void>;
}
