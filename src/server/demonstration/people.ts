/** An associate of the demonstration. The PINs are public, because nothing here is for a real shop. */
export interface DemonstrationAssociate {
  readonly name: string;
  readonly storeId: string;
  readonly pin: string;
}

export const demonstrationAssociates: readonly DemonstrationAssociate[] = [
  { name: 'Nora', storeId: 'main-street', pin: '24680' },
  { name: 'Yusuf', storeId: 'main-street', pin: '13579' },
  { name: 'Ines', storeId: 'harbour', pin: '36912' },
  { name: 'Tom', storeId: 'station', pin: '48260' },
];

/** The till whose sign-in the server prints; the associate works in its store. */
export const demonstrationTillId = 'main-2';
export const demonstrationPlacement = 'M1';

/** Who opens the desk there first. */
export const demonstrationOwner = 'Robin';
