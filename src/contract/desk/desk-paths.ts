/** The desk's addresses. What is proved again by a passkey is about the part that varies. */
export const deskApi = {
  link: '/api/desk/links/look',
  linkOptions: '/api/desk/links/options',
  linkEnter: '/api/desk/links/enter',
  signInOptions: '/api/desk/sign-in/options',
  signIn: '/api/desk/sign-in',
  me: '/api/desk/me',
  signOut: '/api/desk/sign-out',
  signOutAll: '/api/desk/sign-out-everywhere',
  proofOptions: '/api/desk/proofs/options',
  proof: '/api/desk/proofs',
  passkeys: '/api/desk/passkeys',
  passkeyOptions: '/api/desk/passkeys/options',
  addPasskey: '/api/desk/passkeys/add',
  endPasskey: '/api/desk/passkeys/:passkeyId/end',
  home: '/api/desk/home',
  administrators: '/api/desk/administrators',
  administratorRole: '/api/desk/administrators/:administratorId/role',
  administratorLink: '/api/desk/administrators/:administratorId/link',
  administratorSessions: '/api/desk/administrators/:administratorId/end-sessions',
  administratorEnd: '/api/desk/administrators/:administratorId/end',
  acts: '/api/desk/acts',
  undoAct: '/api/desk/acts/:actId/undo',
  members: '/api/desk/members',
  member: '/api/desk/members/:memberId',
  memberHistory: '/api/desk/members/:memberId/history',
  adjust: '/api/desk/members/:memberId/adjust',
  apologise: '/api/desk/members/:memberId/apologise',
  reinstate: '/api/desk/members/:memberId/reinstate',
  freezeMember: '/api/desk/members/:memberId/freeze',
  thawMember: '/api/desk/members/:memberId/thaw',
  endMemberSessions: '/api/desk/members/:memberId/end-sessions',
  audit: '/api/desk/audit',
  stores: '/api/desk/stores',
  store: '/api/desk/stores/:storeId',
  enrolTill: '/api/desk/tills/:tillId/enrol',
  endDevice: '/api/desk/devices/:deviceId/end',
  giveTillKey: '/api/desk/tills/:tillId/key',
  endTillKey: '/api/desk/tills/:tillId/end-key',
  addAssociate: '/api/desk/stores/:storeId/associates',
  renewPin: '/api/desk/associates/:associateId/new-pin',
  dismiss: '/api/desk/associates/:associateId/dismiss',
} as const;

/** The addresses of the desk's pages: one document, whose script draws what its own router says. */
export const deskPages = { desk: '/desk', deskPage: '/desk/*' } as const;

/** A one-time link to the desk. What opens it stands behind `#`, which no browser sends and no log keeps. */
export const deskBegin = '/desk/begin';
export const deskLinkTo = (token: string): string => `${deskBegin}#${token}`;
