/** Where somebody reads their mail in a browser. */
export interface MailProgram {
  readonly name: string;
  readonly url: string;
}

const gmail = { name: 'Gmail', url: 'https://mail.google.com/' };
const outlook = { name: 'Outlook', url: 'https://outlook.live.com/mail/' };
const yahoo = { name: 'Yahoo Mail', url: 'https://mail.yahoo.com/' };
const icloud = { name: 'iCloud Mail', url: 'https://www.icloud.com/mail' };
const proton = { name: 'Proton Mail', url: 'https://mail.proton.me/' };

/** By the name of the domain without its ending: `hotmail` is hotmail.com, hotmail.de and hotmail.co.uk. */
const byName: Readonly<Record<string, MailProgram>> = {
  gmail,
  googlemail: gmail,
  outlook,
  hotmail: outlook,
  live: outlook,
  msn: outlook,
  yahoo,
  ymail: yahoo,
  icloud,
  me: icloud,
  mac: icloud,
  proton,
  protonmail: proton,
  gmx: { name: 'GMX', url: 'https://www.gmx.com/' },
  web: { name: 'WEB.DE', url: 'https://web.de/' },
};

/** These names mean a program in one country only. */
const only: Readonly<Record<string, string>> = {
  me: 'me.com',
  mac: 'mac.com',
  web: 'web.de',
  proton: 'proton.me',
};

/** The mail program of an address, by its domain; null: a domain that none of them owns. */
export function mailProgramOf(address: string): MailProgram | null {
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  const [name = '', ...ending] = domain.split('.');
  // A longer domain, such as gmail.corner.example, is somebody else's.
  if (!/^[a-z]{2,3}(\.[a-z]{2})?$/.test(ending.join('.'))) return null;
  if (!Object.hasOwn(byName, name) || (only[name] ?? domain) !== domain) return null;
  return byName[name] ?? null;
}
