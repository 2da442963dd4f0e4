/** What an administrator may be. */
export const deskRoles = ['owner', 'editor', 'support', 'viewer'] as const;

export type DeskRole = (typeof deskRoles)[number];

const everyone: readonly DeskRole[] = deskRoles;
const forTills: readonly DeskRole[] = ['owner', 'editor'];
const forMembers: readonly DeskRole[] = ['owner', 'support'];

/**
 * Who may do what at the desk. The server asks it at each route, the pages before they show a button. An editor runs
 * program and stores and sees no member; support sees members and changes no store; a viewer sees and changes nothing.
 */
export const deskRights = {
  look: everyone,
  'own-passkeys': everyone,
  'add-passkey': everyone,
  'end-passkey': everyone,
  'see-acts': everyone,
  'see-administrators': everyone,
  'manage-administrators': ['owner'],
  'undo-act': ['owner'],
  'see-members': ['owner', 'support', 'viewer'],
  'adjust-points': forMembers,
  apologise: forMembers,
  'reinstate-points': forMembers,
  'freeze-member': forMembers,
  'thaw-member': forMembers,
  'end-member-sessions': forMembers,
  'end-member-pin': forMembers,
  // Moves nothing and proves nothing, so that no passkey is asked for: the members do it.
  'begin-merge': forMembers,
  'begin-shop': ['owner', 'editor'],
  'give-card': forMembers,
  'undo-voucher': forMembers,
  'copy-member': forMembers,
  'erase-member': forMembers,
  // What other rules would have made of the past, in sums: an editor sees them without members' numbers.
  rehearse: ['owner', 'editor', 'viewer'],
  'see-figures': ['owner', 'editor', 'viewer'],
  'use-playground': everyone,
  'see-stores': everyone,
  'enrol-till': forTills,
  'end-device': forTills,
  'give-till-key': forTills,
  'end-till-key': forTills,
  'change-associates': forTills,
  'see-webhooks': forTills,
  'change-webhooks': forTills,
  'send-webhooks': forTills,
  'see-watch-list': ['owner', 'viewer'],
  'decide-watch-note': ['owner'],
  'see-pools': everyone,
  'load-codes': forTills,
  'withdraw-codes': forTills,
  'settle-store': forTills,
  'see-connections': forTills,
  'connect-store': forTills,
  'restock-reward': forTills,
  'retire-reward': forTills,
  'close-store': forTills,
  'move-poster': forTills,
  'see-mails': forMembers,
  'change-mails': forMembers,
  'see-program': everyone,
  'edit-program': forTills,
  'put-program': forTills,
} as const satisfies Record<string, readonly DeskRole[]>;

export type DeskRight = keyof typeof deskRights;

export const allDeskRights = Object.keys(deskRights) as readonly DeskRight[]; // Object.keys forgets the key type.

export const mayDo = (role: DeskRole, right: DeskRight): boolean =>
  (deskRights[right] as readonly DeskRole[]).includes(role);

/**
 * What moves points or lets them be spent again, changes the program in force, gives out a key or what is held of somebody, says where events go, or
 * lets somebody in, a passkey of one's own too: the passkey is asked for again, for this act and for whom it is about. Or an unlocked desk could be taken over for good.
 */
const proved: readonly DeskRight[] = [
  'add-passkey',
  'end-passkey',
  'manage-administrators',
  'undo-act',
  'adjust-points',
  'apologise',
  'reinstate-points',
  'thaw-member',
  'undo-voucher',
  'copy-member',
  'erase-member',
  'enrol-till',
  'give-till-key',
  'change-associates',
  'change-webhooks',
  'settle-store',
  'connect-store',
  'restock-reward',
  'retire-reward',
  'close-store',
  'move-poster',
  'put-program',
];

export const isProved = (right: DeskRight): boolean => proved.includes(right);

/** How long a passkey that was shown again is good for one kind of act about one thing. */
export const proofMs = 5 * 60_000;

export const isDeskRole = (text: string): text is DeskRole =>
  (deskRoles as readonly string[]).includes(text);
