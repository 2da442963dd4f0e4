/** Whom the law holds responsible for a program: the retailer as the trade register has it, not the name on the door. */
export interface Company {
  /** With its legal form, "Pegasus Bakery GmbH". */
  readonly name: string;
  /** Where post reaches it, in one line. */
  readonly address: string;
  /** Where questions about members' data are read; absent: where the program's mails are answered. */
  readonly mail?: string;
}
