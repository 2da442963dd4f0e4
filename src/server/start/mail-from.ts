/** The sender of mail; `name` is null when the program's own name is used. */
export interface MailFrom {
  readonly name: string | null;
  readonly address: string;
}

/** @param setting MAIL_FROM, checked; absent: an address at the host of PUBLIC_URL */
export function mailFromOf(setting: string | undefined, publicUrl: string): MailFrom {
  if (setting === undefined) {
    const { hostname } = new URL(publicUrl);
    // A bare number or `localhost` is no domain for mail.
    const domain = /[a-z]/.test(hostname) && hostname.includes('.') ? hostname : 'tillpass.example';
    return { name: null, address: `no-reply@${domain}` };
  }
  const named = /^(.+) <(.+)>$/.exec(setting);
  return { name: named?.[1]?.trim() ?? null, address: named?.[2] ?? setting };
}
