import { type CommandTable, loadedWhenRun } from './admin-command.ts';

/** The commands about the shop: its program, staff, tills, paper and members. */
export const shopCommands: CommandTable = {
  ...loadedWhenRun(() => import('./admin-program.ts').then((of) => of.programCommands), {
    program: {
      args: '[FILE] [--from DAY] [--accept] [--what-if]',
      does: 'put the program of a file in force; --from: on a day to come,\nor at a time with its offset; --accept: also where a tier goes\nthat members have stood in; --what-if: only say whose tier it\nwould move, and change nothing. Without a file: what is in force when,\nand what each loading changed. --withdraw VERSION: take back one\nthat has not begun',
    },
  }),
  ...loadedWhenRun(
    () => import('./rehearsal/admin-rehearsal.ts').then((of) => of.rehearsalCommands),
    {
      rehearse: {
        args: 'FILE [--from DAY]',
        does: 'what the program of a file would have made of the past, as if it had been in force\nfrom that day (a year ago if absent): tiers, points, what members have, by tier and\nstore; it changes nothing',
      },
    },
  ),
  ...loadedWhenRun(() => import('./desk/admin-desk.ts').then((of) => of.deskCommands), {
    begin: {
      args: 'NAME',
      does: 'begin a shop in an empty database, and print a one-time link for its owner, who sets it\nup in a browser (docs/desk.md)',
    },
    'desk-owner': {
      args: 'NAME',
      does: 'print a one-time link that lets an owner make a passkey for the desk (docs/desk.md)',
    },
  }),
  ...loadedWhenRun(() => import('./desk/admin-template.ts').then((of) => of.templateCommands), {
    template: {
      args: 'KIND',
      does: 'print a whole program to begin with: bakery, cafe, beauty, fashion, food, sports\n(docs/program.md)',
    },
  }),
  ...loadedWhenRun(() => import('./desk/admin-audit.ts').then((of) => of.auditCommands), {
    audit: {
      args: '[--margin PERCENT --liability AMOUNT]',
      does: 'what a careful colleague would point at in the program and the shop, and how to mend it;\n--margin: what is left of a sale; --liability: what points may be worth together (docs/desk.md)',
    },
  }),
  ...loadedWhenRun(() => import('./admin-staff.ts').then((of) => of.staffCommands), {
    associate: {
      args: 'STORE NAME [--email EMAIL]',
      does: 'add an associate; prints the PIN, once',
    },
    associates: { args: '[STORE]', does: 'who may sign in at the tills' },
    'new-pin': {
      args: 'STORE NAME',
      does: 'give an associate a new PIN; prints it, once, and ends open shifts',
    },
    dismiss: {
      args: 'STORE NAME',
      does: 'an associate leaves: the PIN and open shifts end at once',
    },
    'own-address': {
      args: 'STORE NAME EMAIL',
      does: "an associate's own e-mail address, so that serving oneself is seen",
    },
    'end-own-address': {
      args: 'STORE NAME',
      does: 'delete that address: it was wrong, or is not theirs any more',
    },
  }),
  ...loadedWhenRun(() => import('./admin-tills.ts').then((of) => of.tillCommands), {
    enrol: {
      args: 'TILL | --all [STORE] [--replace] [--sheet]',
      does: 'print a one-time link that makes a device that till, and its QR code; --all: of\nevery till; --sheet: as a page to print; --replace: the devices that are that\ntill now end when it is used',
    },
    devices: { args: '[STORE]', does: 'which devices act as which till, and who is signed in' },
    'end-device': {
      args: 'ID',
      does: 'a device is lost, or is a till no longer: it can do nothing from now on',
    },
    'end-links': {
      args: '[TILL]',
      does: "withdraw one-time links that nobody has used yet: a till's, or all",
    },
    key: {
      args: 'TILL [--at-once]',
      does: "give a till's POS a new key; prints it, once. The old one is good for a day\nbeside it; --at-once: no longer",
    },
    'end-key': {
      args: 'TILL',
      does: "end a till's POS key; it has none until it is given a new one",
    },
  }),
  ...loadedWhenRun(() => import('./admin-posters.ts').then((of) => of.posterCommands), {
    posters: {
      args: '[STORE] [--size a4|a6|shelf] [--language en|ar]',
      does: 'a sheet of A4 to print for each placement of the program, or of a store\n(npm run --silent admin -- posters > posters.html)',
    },
  }),
  ...loadedWhenRun(() => import('./admin-members.ts').then((of) => of.memberCommands), {
    member: {
      args: 'MEMBER',
      does: 'who that is: points, tier, vouchers, devices (MEMBER: address or number)',
    },
    history: {
      args: 'MEMBER [--lines N]',
      does: "a member's points, line by line, as the member reads them",
    },
    reinstate: {
      args: 'MEMBER',
      does: 'give back the points that expired lately, to the point and once',
    },
    waiting: {
      args: '',
      does: 'points past their last day that stay, as nobody could tell their members',
    },
    messages: {
      args: 'MEMBER',
      does: 'which messages a member was sent and wants, and what became of them; never their text',
    },
    newsletter: {
      args: '',
      does: 'who wants the newsletter, for the program that sends it (> readers.csv)',
    },
    'copy-member': {
      args: 'MEMBER FILE',
      does: 'write all that is held of a member into a new file, as JSON',
    },
    'change-address': {
      args: 'MEMBER EMAIL',
      does: 'another address is theirs from now on; both are told by mail',
    },
    freeze: {
      args: 'MEMBER',
      does: 'nothing of it is spent from now on, at no till; the member is told by mail',
    },
    thaw: { args: 'MEMBER', does: 'end that, once they have shown who they are; they are told' },
    erase: {
      args: 'MEMBER --yes',
      does: 'a member leaves: points and open vouchers end, and all that says who they are\ngoes; it can’t be undone',
    },
    'end-sessions': { args: 'MEMBER', does: 'sign a member out on every device' },
  }),
  ...loadedWhenRun(() => import('./members/admin-merge.ts').then((of) => of.mergeCommands), {
    merge: {
      args: 'MEMBER OTHER [--begin]',
      does: 'what OTHER would bring into MEMBER, if both are one person’s; --begin mails both\nwhat to do, and nothing comes together before a code from each mailbox',
    },
    'end-merge': {
      args: 'MEMBER',
      does: 'take that back while it waits; it ends by itself in a week',
    },
  }),
  ...loadedWhenRun(() => import('./admin-given.ts').then((of) => of.givenCommands), {
    adjust: {
      args: 'MEMBER POINTS REASON [--ar TEXT] [--id ID]',
      does: 'give or take (-50) points; the member reads the reason. Prints an id, with which\nthe same again is not done twice',
    },
    apologise: {
      args: 'MEMBER POINTS SENTENCE [--ar TEXT] [--rule RULE] [--id ID]',
      does: 'give points by a rule for apologies, within its limits; a mail tells the member, in\ntheir language',
    },
    tier: {
      args: 'MEMBER TIER --until DAY | MEMBER --end',
      does: 'give a member a tier, also one by invitation, to the end of that day;\n--end: end one that was given',
    },
    membership: {
      args: 'MEMBER [TIER --paid AMOUNT [--id ID]] [--take-back ID | --not-renewed ID]',
      does: 'what a member pays for, what it gave and what would be paid back; with a TIER: sell it\nby hand; --take-back: end a term now, by its rule; --not-renewed: let it end',
    },
  }),
  ...loadedWhenRun(() => import('./opinions/admin-opinions.ts').then((of) => of.opinionCommands), {
    survey: {
      args: '[SURVEY]',
      does: 'how often each answer to a question was given, in all and by store',
    },
    'review-link': {
      args: 'MEMBER PRODUCT REVIEW [--days N]',
      does: 'print a link that gives a member points for one review, once; PRODUCT: its GTIN or\nthe shop’s own number; REVIEW: the shop’s own id of the review, with which the same\nagain is the same link; good for N days, 30 if absent',
    },
  }),
  ...loadedWhenRun(() => import('./sources/admin-segments.ts').then((of) => of.segmentCommands), {
    segments: {
      args: '',
      does: 'the segments of the program in words, and how many members each has now',
    },
  }),
  ...loadedWhenRun(() => import('./sources/admin-sources.ts').then((of) => of.sourceCommands), {
    'import-members': {
      args: 'FILE --source SOURCE [--columns LIST] [--dates FORMAT] [--encoding NAME] [--separator S] [--add-to-members] [--accept] [--report FILE] [--dry-run]',
      does: 'bring members over from another system, as CSV or JSON: docs/import.md; SOURCE: what\nthat system is called from now on, such as smile; --dry-run: only say what would become\nof each line (--report writes all of them); --add-to-members: who is a member already\ngets what their line says; --accept: take the good lines although others have faults',
    },
    'import-purchases': {
      args: 'FILE --source SOURCE [--columns LIST] [--dates FORMAT] [--encoding NAME] [--separator S] [--accept] [--report FILE] [--dry-run]',
      does: 'bring over what members bought before, as CSV or JSON: docs/import.md; it counts for\ntiers and can come back, and earns nothing; options as of import-members',
    },
    'external-id': {
      args: 'MEMBER [SOURCE:ID] [--remove]',
      does: 'what other systems of the shop call a member, such as shopify:5123; with SOURCE:ID:\nthat is theirs from now on; --remove: it is not',
    },
  }),
  ...loadedWhenRun(() => import('./admin-sheet.ts').then((of) => of.sheetCommands), {
    sheet: {
      args: 'STORE',
      does: "the test sheet of a store's scanners, as a page to print (> sheet.html)",
    },
  }),
};
