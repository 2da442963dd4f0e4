import { type AdminCommand, type CommandTable, loadedWhenRun, unknown } from './admin-command.ts';

const webhookVerbs = loadedWhenRun(
  () => import('./admin-webhooks.ts').then((of) => of.webhookVerbs),
  {
    add: {
      args: 'URL [--kinds KIND,KIND] [--store STORE]',
      does: 'send events there; prints the secret, once',
    },
    list: { args: '', does: 'where events are sent, and how that goes' },
    test: { args: 'ID', does: 'send a message that tells of nothing' },
    rotate: { args: 'ID', does: 'make a new secret; the old one signs too for a day' },
    enable: { args: 'ID', does: 'send again after it was disabled' },
    replay: {
      args: 'ID [--from TIME|PLACE|EVENT]',
      does: 'send again what was given up, or everything from there on',
    },
    remove: { args: 'ID', does: 'send nothing there any more' },
  },
);

/** `npm run admin -- webhooks VERB …` */
const webhooks: AdminCommand = {
  args: 'VERB …',
  does: 'where events are sent (docs/webhooks.md)',
  verbs: webhookVerbs,
  run: (context, [verb = '', ...args]) => {
    const command = Object.hasOwn(webhookVerbs, verb) ? webhookVerbs[verb] : undefined;
    if (!command) throw unknown('webhooks command', verb, Object.keys(webhookVerbs));
    return command.run(context, args);
  },
};

/** The commands about what is stored, where it goes, and what was done. */
export const dataCommands: CommandTable = {
  ...loadedWhenRun(() => import('./admin-mint.ts').then((of) => of.mintCommands), {
    connect: {
      args: 'STORE shopify|square',
      does: "keep the key to a vendor's POS, from standard input (--shop S, --client-id C;\nor --location L, --sandbox)",
    },
    disconnect: { args: 'STORE', does: 'forget that key' },
  }),
  ...loadedWhenRun(() => import('./admin-pools.ts').then((of) => of.poolCommands), {
    pool: {
      args: 'REWARD FILE',
      does: 'load a file of codes (--store S, --symbology S, --column C, --separator S,\n--encoding E, --low N, --all-or-nothing, --header, --no-header, --dry-run,\n--accept: whatever is odd about it)',
    },
    uploads: {
      args: '[--last 20]',
      does: 'list files of codes that were loaded, the latest first',
    },
    withdraw: {
      args: 'UPLOAD',
      does: 'take codes that were loaded by mistake out again, those that nobody was given\n(--dry-run)',
    },
    pools: { args: '', does: 'list pools: free, handed out, used, waiting for settlement' },
    'till-file': {
      args: 'STORE',
      does: "keep how a store's files are written (--code C, --time C, --till C, --receipt C,\n--dates FORMAT, --separator S)",
    },
    settle: {
      args: 'STORE FILE',
      does: "settle by a till's file of used codes, - for standard input (--until TIME, --dry-run,\n--accept: none of its codes has to be ours, and as with till-file)",
    },
    'api-key': {
      args: 'NAME',
      does: "make a key for the administrator's API; prints it, once (--scopes SCOPE,SCOPE)",
    },
    'api-keys': {
      args: '',
      does: "list the keys of the administrator's API, and what each may do",
    },
    'end-api-key': { args: 'NAME', does: 'end every key of that name' },
  }),
  ...loadedWhenRun(() => import('./sources/admin-facts.ts').then((of) => of.factCommands), {
    'fact-source': {
      args: 'NAME',
      does: 'let a system of the shop tell facts of members (docs/facts.md); prints its secret, once',
    },
    'fact-sources': { args: '', does: 'which systems tell facts, and when each did last' },
    'new-fact-secret': {
      args: 'NAME',
      does: 'give it a new secret; the old one is good too for a day',
    },
    'end-fact-source': { args: 'NAME', does: 'take nothing more from it; what it told stays' },
  }),
  ...loadedWhenRun(() => import('./mail/admin-mail.ts').then((of) => of.mailCommands), {
    news: {
      args: 'FILE [--send]',
      does: 'how many members news of a file would go to; --send: queue it for them, each once',
    },
    bounce: {
      args: '',
      does: "read a mail that came back from standard input, for a mail server's pipe: an address\nthat takes no mail is marked, and who calls our mail unwanted gets no more",
    },
  }),
  ...loadedWhenRun(() => import('./backup/admin-backup.ts').then((of) => of.backupCommands), {
    backup: {
      args: 'FILE-OR-FOLDER [--for AGE-RECIPIENT] [--keep N] [--may-have-fewer]',
      does: 'copy the database into a new file, also while servers run; in a folder it is named by\nits time, and only the latest N are kept; with --for it is encrypted, see new-backup-key;\nrefused where the last one there has more entries, unless --may-have-fewer says so',
    },
  }),
  ...loadedWhenRun(() => import('./backup/admin-drill.ts').then((of) => of.drillCommands), {
    drill: {
      args: 'FOLDER [--identity FILE]',
      does: 'restore the latest backup of a folder, or what was shipped there, beside the server,\nverify it, and clear it away',
    },
  }),
  ship: {
    args: 'FOLDER',
    does: 'ship the database to a folder on another disk, second by second, until it is ended\n(SQLite; docs/backup.md)',
    run: async () => {
      throw new Error('admin.ts runs it, without a context');
    },
  },
  ...loadedWhenRun(() => import('./backup/admin-restore.ts').then((of) => of.restoreCommands), {
    restore: {
      args: 'FILE-OR-FOLDER [--identity FILE]',
      does: 'fill the empty database of the settings, SQLite or PostgreSQL, with a backup of either,\nor with what was shipped to a folder',
    },
    'new-backup-key': {
      args: 'FILE',
      does: 'make a key pair (age) for encrypted backups, the secret half in a new file',
    },
  }),
  move: {
    args: '[--give-up]',
    does: 'move the shop in DATA_DIR from SQLite into the empty PostgreSQL database of DATABASE_URL\nwhile its servers run, up to the last seconds; ended anywhere, it goes on when it is\ntyped again; --give-up: before the end, the SQLite file may be used again (docs/backup.md)',
    run: async () => {
      throw new Error('admin.ts runs it, without a context');
    },
  },
  doctor: {
    args: '[ADDRESS] [--json]',
    does: 'look whether the installation is right, and say what to do: settings, database, key,\nmail (sends one to ADDRESS), public address and TLS, disk, clock, build, verify, backup.\nEnds with 1 where something is bad',
    run: async () => {
      throw new Error('admin.ts runs it, without a context');
    },
  },
  ...loadedWhenRun(() => import('./admin-books.ts').then((of) => of.bookCommands), {
    verify: {
      args: '[--after MEMBER] [--may-be-empty]',
      does: 'replay the ledger against every cached figure, beside running servers; --after goes on\nwhere an interrupted one says that it was; --may-be-empty: no entry yet is no fault',
    },
    'turn-secret-key': {
      args: '',
      does: 'put the database under SECRET_KEY, from SECRET_KEY_ALSO; what that made stays good\n(docs/operations.md)',
    },
    'new-secret-key': {
      args: '',
      does: 'take the SECRET_KEY that is set, as the one before is lost: what was made under that is void',
    },
  }),
  webhooks,
  ...loadedWhenRun(() => import('./admin-returns.ts').then((of) => of.returnCommands), {
    returns: {
      args: '[STORE] [--since 30d|DATE]',
      does: 'returns that wait for their purchase, with their age, and those since then\nthat did not fit when it came',
    },
  }),
  ...loadedWhenRun(() => import('./admin-watch.ts').then((of) => of.watchCommands), {
    watch: {
      args: '[STORE] [--since 7d|DATE]',
      does: 'what associates, support and tills did that somebody should look at',
    },
  }),
  ...loadedWhenRun(() => import('./admin-acts.ts').then((of) => of.actCommands), {
    acts: { args: '[--since 7d|DATE]', does: 'what administrators did, the latest first' },
  }),
};
