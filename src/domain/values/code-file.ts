/** What is doubtful in a file of codes, so that somebody has to look at it before it counts. */
export type DoubtKind =
  /** The first line may be a header or a title. */
  | 'header'
  /** A few lines have another form than the rest: a total, a title, a code that was cut. */
  | 'unlike'
  /** A spreadsheet has rounded long numbers (1.23E+12), or marked them as text ('0099). */
  | 'spreadsheet'
  /** Numbers with a sign after each third digit: an amount, or a code formatted as one. */
  | 'thousands'
  /** Numbers of different lengths: a spreadsheet may have removed leading zeros. */
  | 'zeros'
  /** Numbers one after another: a shopper could guess the next one, or it is the line's number. */
  | 'counting'
  /** More than one column may hold the codes. */
  | 'columns';

export interface Doubt {
  readonly kind: DoubtKind;
  /** The first few of these lines, and their text. */
  readonly lines: readonly number[];
  readonly samples: readonly string[];
}

/** How a file of codes was understood. */
export interface CodeFileReading {
  /** The cells of the header line; null where there is none. */
  readonly header: readonly string[] | null;
  /** Which column holds the codes, from 1, and how many columns there are. */
  readonly column: number;
  readonly columns: number;
  readonly codes: number;
  readonly first: readonly string[];
  readonly last: string | null;
  /** The most frequent lengths of a code, and how many codes have each. */
  readonly lengths: readonly { readonly length: number; readonly count: number }[];
  readonly doubts: readonly Doubt[];
}

const listed = 5;
const firstShown = 3;
/** At most this many lines can be doubtful by their form; more of them are a form of their own. */
const strangersAtMost = 3;
const alikeAtLeast = 0.9;
/** A few lines of one form are doubtful among this many times as many others. */
const strangersIn = 10;
const kindsAtMost = 1_000;

/** Lines that have something in common: how many, and the first of them. */
class Group {
  count = 0;
  readonly lines: number[] = [];
  readonly samples: string[] = [];

  add(line: number, code: string): void {
    this.count += 1;
    if (this.lines.length >= listed) return;
    this.lines.push(line);
    this.samples.push(code);
  }

  doubt(kind: DoubtKind): Doubt {
    return { kind, lines: this.lines, samples: this.samples };
  }
}

/** The form of a code: which signs it has and where, and whether it has digits, small and capital letters. */
const makeOf = (code: string): string =>
  [
    code.replace(/[A-Za-z0-9]+/g, 'x'),
    ...[/\d/, /[a-z]/, /[A-Z]/].map((kind) => (kind.test(code) ? '+' : '-')),
  ].join('');

const rounded = /^\d+([.,]\d+)?E\+?\d+$/i;
const thousands = /^\d{1,3}([., ’']\d{3})+$/;

/** Reads codes one after another, and says at the end what is doubtful in them. */
export class CodeFileLook {
  readonly #makes = new Map<string, Group>();
  readonly #lengths = new Map<number, Group>();
  readonly #rounded = new Group();
  readonly #thousands = new Group();
  readonly #words = new Group();
  readonly #first: { line: number; code: string }[] = [];
  #last: string | null = null;
  #lastLine = 0;
  #withDigits = 0;
  #count = 0;
  #counting = true;
  #digitsOnly = true;

  add(line: number, code: string): void {
    this.#count += 1;
    if (this.#first.length < firstShown) this.#first.push({ line, code });
    groupIn(this.#makes, makeOf(code)).add(line, code);
    groupIn(this.#lengths, code.length).add(line, code);
    if (rounded.test(code) || code.startsWith("'")) this.#rounded.add(line, code);
    if (thousands.test(code)) this.#thousands.add(line, code);
    if (/\s/.test(code)) this.#words.add(line, code);
    if (!/^\d{1,15}$/.test(code)) {
      this.#digitsOnly = false;
      this.#counting = false;
    } else if (this.#last !== null && Number(code) !== Number(this.#last) + 1) {
      this.#counting = false;
    }
    if (/\d/.test(code)) this.#withDigits += 1;
    this.#last = code;
    this.#lastLine = line;
  }

  /** @param headerSaid whether the sender has said if there is a header; otherwise a first line that looks like one is a doubt */
  end(
    headerSaid: boolean,
  ): Pick<CodeFileReading, 'codes' | 'first' | 'last' | 'lengths' | 'doubts'> {
    const lengths = [...this.#lengths].sort(([, a], [, b]) => b.count - a.count);
    return {
      codes: this.#count,
      first: this.#first.map(({ code }) => code),
      last: this.#last,
      lengths: lengths.slice(0, listed).map(([length, { count }]) => ({ length, count })),
      doubts: [
        ...(headerSaid ? [] : this.#header()),
        ...this.#strangers(headerSaid),
        ...(this.#digitsOnly ? this.#zeros(lengths) : []),
        ...(this.#rounded.count > 0 ? [this.#rounded.doubt('spreadsheet')] : []),
        ...(this.#thousands.count > 0 ? [this.#thousands.doubt('thousands')] : []),
        ...(this.#counting && this.#count >= 3 ? [this.#allOf('counting')] : []),
      ],
    };
  }

  /** The first line may be column names: no later line has its form, or it is alone and has no digit. */
  #header(): Doubt[] {
    const [first] = this.#first;
    if (!first) return [];
    const alone = this.#makes.get(makeOf(first.code))?.count === 1;
    const odd = this.#count > 1 ? alone : !/\d/.test(first.code);
    return odd ? [{ kind: 'header', lines: [first.line], samples: [first.code] }] : [];
  }

  /**
   * Lines whose form or length differs from most lines. The first line is left out, because it may be a header, unless
   * it is words behind one; each line is listed once.
   */
  #strangers(headerSaid: boolean): Doubt[] {
    const first = this.#first[0]?.line;
    const isTitle = headerSaid && this.#areWords() && this.#words.lines[0] === first;
    const asked = new Set(first === undefined || isTitle ? [] : [first]);
    const groups = [
      ...(this.#areWords() ? [this.#words] : []),
      ...this.#strangersIn(this.#makes),
      ...(this.#digitsOnly ? [] : this.#strangersIn(this.#lengths)),
    ];
    const strangers = groups.flatMap((group) => {
      if (group.lines.every((line) => asked.has(line))) return [];
      for (const line of group.lines) asked.add(line);
      return [group.doubt('unlike')];
    });
    return asked.has(this.#lastLine) ? strangers : [...strangers, ...this.#footer()];
  }

  /** A few lines with a blank within, among codes without one, are a title, a total or a count of rows. */
  #areWords(): boolean {
    const { count } = this.#words;
    return count > 0 && count <= strangersAtMost && count * 2 <= this.#count;
  }

  /** A word at the end of codes that all have digits is a total or a title, however few they are. */
  #footer(): Doubt[] {
    const last = this.#last ?? '';
    const odd = this.#count > 1 && this.#withDigits === this.#count - 1 && !/\d/.test(last);
    return odd ? [{ kind: 'unlike', lines: [this.#lastLine], samples: [last] }] : [];
  }

  #strangersIn(groups: ReadonlyMap<unknown, Group>): Group[] {
    const most = Math.max(0, ...[...groups.values()].map(({ count }) => count));
    if (most < 3 || most < this.#count * alikeAtLeast - strangersAtMost) return [];
    return [...groups.values()].filter(
      ({ count }) =>
        count < most && (count === 1 || (count <= strangersAtMost && count * strangersIn <= most)),
    );
  }

  #zeros(lengths: readonly (readonly [number, Group])[]): Doubt[] {
    const [commonest, next] = lengths;
    if (!commonest || !next || this.#count < 3) return [];
    const shorter = lengths.slice(1).every(([length]) => length < commonest[0]);
    return shorter ? [next[1].doubt('zeros')] : [];
  }

  #allOf(kind: DoubtKind): Doubt {
    return {
      kind,
      lines: this.#first.map(({ line }) => line),
      samples: this.#first.map(({ code }) => code),
    };
  }
}

function groupIn<Key>(groups: Map<Key, Group>, key: Key): Group {
  const known = groups.get(key);
  if (known) return known;
  const made = new Group();
  // With this many forms there is no usual form: the codes are random signs.
  if (groups.size < kindsAtMost) groups.set(key, made);
  return made;
}
