/** What is unlike a list of codes in a file of them, so that somebody has to look before it counts. */
export type DoubtKind =
  /** The first line may be the names of the columns, or a title. */
  | 'header'
  /** A few lines are made otherwise than all the rest: a total, a title, a code that was cut. */
  | 'unlike'
  /** A spreadsheet has rounded long numbers (1.23E+12), or marked them as text ('0099). */
  | 'spreadsheet'
  /** Numbers with a sign after each third digit: an amount, or a code that was formatted as one. */
  | 'thousands'
  /** Numbers of which some are shorter: a spreadsheet takes zeros away in front. */
  | 'zeros'
  /** One after the other: a shopper counts on from their own, or it is the number of the line. */
  | 'counting'
  /** More than one column may hold the codes. */
  | 'columns';

export interface Doubt {
  readonly kind: DoubtKind;
  /** The first few lines, and what stands there. */
  readonly lines: readonly number[];
  readonly samples: readonly string[];
}

/** How a file of codes was understood. */
export interface CodeFileReading {
  /** The cells of the header line; null where there is none. */
  readonly header: readonly string[] | null;
  /** Which column holds the codes, from 1, of how many. */
  readonly column: number;
  readonly columns: number;
  readonly codes: number;
  readonly first: readonly string[];
  readonly last: string | null;
  /** The commonest lengths of a code, and how many have it. */
  readonly lengths: readonly { readonly length: number; readonly count: number }[];
  readonly doubts: readonly Doubt[];
}

const listed = 5;
const firstShown = 3;
/** So few lines are looked at as strangers; and so many others must be alike for that. */
const strangersAtMost = 3;
const alikeAtLeast = 0.9;
/** A few that are alike are strangers among so many times as many. */
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

/** Which signs a code has and where, and whether there are digits, small and capital letters. */
const makeOf = (code: string): string =>
  [
    code.replace(/[A-Za-z0-9]+/g, 'x'),
    ...[/\d/, /[a-z]/, /[A-Z]/].map((kind) => (kind.test(code) ? '+' : '-')),
  ].join('');

const rounded = /^\d+([.,]\d+)?E\+?\d+$/i;
const thousands = /^\d{1,3}([., ’']\d{3})+$/;

/** Looks at codes one after the other, and says at the end what is odd about them all. */
export class CodeFileLook {
  readonly #makes = new Map<string, Group>();
  readonly #lengths = new Map<number, Group>();
  readonly #rounded = new Group();
  readonly #thousands = new Group();
  readonly #first: { line: number; code: string }[] = [];
  #last: string | null = null;
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
    if (!/^\d{1,15}$/.test(code)) {
      this.#digitsOnly = false;
      this.#counting = false;
    } else if (this.#last !== null && Number(code) !== Number(this.#last) + 1) {
      this.#counting = false;
    }
    this.#last = code;
  }

  /** @param headerSaid whoever sends the file has said whether it has a header, so that nobody has to ask */
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
        ...this.#strangers(),
        ...(this.#digitsOnly ? this.#zeros(lengths) : []),
        ...(this.#rounded.count > 0 ? [this.#rounded.doubt('spreadsheet')] : []),
        ...(this.#thousands.count > 0 ? [this.#thousands.doubt('thousands')] : []),
        ...(this.#counting && this.#count >= 3 ? [this.#allOf('counting')] : []),
      ],
    };
  }

  /** Names have no digits; and no code after the first is made as it is. */
  #header(): Doubt[] {
    const [first] = this.#first;
    if (!first) return [];
    const alone = this.#makes.get(makeOf(first.code))?.count === 1;
    const odd = this.#count > 1 ? alone : !/\d/.test(first.code);
    return odd ? [{ kind: 'header', lines: [first.line], samples: [first.code] }] : [];
  }

  /** By how they are made, and those by their length; each line once, and not the first, which may be a header. */
  #strangers(): Doubt[] {
    const asked = new Set(this.#first.slice(0, 1).map(({ line }) => line));
    const groups = [
      ...this.#strangersIn(this.#makes),
      ...(this.#digitsOnly ? [] : this.#strangersIn(this.#lengths)),
    ];
    return groups.flatMap((group) => {
      if (group.lines.every((line) => asked.has(line))) return [];
      for (const line of group.lines) asked.add(line);
      return [group.doubt('unlike')];
    });
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
  // So many kinds are no kinds: codes of signs at random.
  if (groups.size < kindsAtMost) groups.set(key, made);
  return made;
}
