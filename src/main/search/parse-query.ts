// Reads what a person typed into a search, with the place of every part.
// Invariant: every string is answered: by a tree with notices, or by one `query-syntax` error that names
// its place. Slips of writing are forgiven and told; a value that means nothing is never guessed at.
//
// Grammar (operators from weak to strong):
//   query   = either { "or" either }            "or" in any case
//   either  = part { part }                     all of them
//   part    = [ "-" ] ( word | "phrase" | field ":" value { "," value } | "(" query ")" )
// - Words and phrases: every word is folded (`foldWords`); what folds to several words (`covid-19`,
//   `ME/CFS`) is a phrase. A phrase in straight or curly quotes stands in one field, side by side.
// - The last word is a prefix: the last text that is not excluded, if it is a word and no phrase, in a
//   text field or not, a blank after it or not. Filters and exclusions do not count: `fatig pem:required`
//   and `pem:required fatig` are one search. `"fatigue"` is the whole word.
// - Excluded words are whole words: `-f` must not hide every study with a word in f.
// - PubMed's `AND` and `NOT` in capitals are understood, with a notice.
import { TEXT_FIELDS, type QueryNotice, type TextField } from '../../shared/domain/search.ts';
import { foldWords } from '../../shared/util/fold-text.ts';
import { closeGroups, group, negate, newFrame, type Frame } from './build-tree.ts';
import { likelySlips } from './likely-slips.ts';
import { tellInOrder } from './query-notices.ts';
import {
  MAX_TERMS,
  FILTER_FIELDS,
  type Place,
  type QueryNode,
  type TextNode,
} from './query-ast.ts';
import {
  isOperator,
  nextPiece,
  unknownFieldName,
  type FilterFieldPiece,
  type Piece,
  type SignPiece,
  type TextPiece,
} from './query-scanner.ts';
import { readFilter } from './read-filter.ts';
import { shorten } from './shorten.ts';

/** A query as understood; `root` is null where nothing restricts the search. Notices in order of place. */
export interface ParsedQuery {
  readonly root: QueryNode | null;
  readonly notices: readonly QueryNotice[];
}

type Draft<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Parses a query. Cost grows with the length of the text, depth of the tree with its terms (at most
 * `MAX_TERMS`), whatever was typed.
 * @throws AppError `query-syntax`, `ref` is the place as `<at>..<end>` in UTF-16 units
 */
export function parseQuery(text: string): ParsedQuery {
  return new Parser(text).run();
}

class Parser {
  private readonly text: string;
  private readonly notices: QueryNotice[] = [];
  private readonly frames: Frame[] = [];
  private frame: Frame;
  private minus: Place | null = null;
  private lastText: Draft<TextNode> | null = null;
  private readonly starred: TextNode[] = [];
  private termCount = 0;
  private isCut = false;

  constructor(text: string) {
    this.text = text;
    this.frame = newFrame({ at: 0, end: text.length }, null, false);
  }

  run(): ParsedQuery {
    let at = 0;
    for (;;) {
      const piece = nextPiece(this.text, at);
      if (piece === null || this.isCut) break;
      at = this.take(piece);
    }
    if (this.isCut) this.noteCut(at);
    else this.dropMinus();
    while (this.frames.length > 0) {
      if (!this.isCut) {
        this.note(this.frame.place, 'This bracket is not closed; it was read up to the end.');
      }
      this.closeFrame({ at: this.text.length, end: this.text.length });
    }
    const root = this.finish(this.frame);
    if (this.lastText !== null && !this.lastText.isPhrase) this.lastText.isPrefix = true;
    this.noteStars();
    return { root, notices: tellInOrder([...this.notices, ...likelySlips(this.text)]) };
  }

  /** Takes one piece in; answers where to go on. */
  private take(piece: Piece): number {
    switch (piece.kind) {
      case 'minus':
        this.takeMinus(piece);
        return piece.end;
      case 'open':
        this.frames.push(this.frame);
        this.frame = newFrame(piece, this.minus, this.isExcluded());
        this.minus = null;
        return piece.end;
      case 'close':
        this.dropMinus();
        if (this.frames.length > 0) this.closeFrame(piece);
        else this.note(piece, 'There is no bracket to close here; it was left out.');
        return piece.end;
      case 'text':
        if (piece.isQuoted || !isOperator(piece.text)) this.takeText(piece, null);
        else this.takeOperator(piece);
        return this.isCut ? piece.at : piece.end;
      case 'text-field':
        if (piece.value === null) return this.emptyField(piece, piece.nameEnd);
        this.takeText({ ...piece.value, at: piece.at }, piece.field);
        return this.isCut ? piece.at : piece.end;
      case 'filter-field':
        return this.takeFilter(piece);
    }
  }

  private takeMinus(piece: SignPiece): void {
    const next = this.text[piece.end];
    if (next === undefined || next === ')' || /\s/u.test(next)) {
      this.note(piece, 'This “-” stands alone and was left out. To exclude a word, write -word.');
      this.frame.isEmpty = false;
      return;
    }
    if (piece.count > 1) this.note(piece, 'Several minuses were read as one.');
    this.minus ??= piece;
  }

  private takeOperator(piece: TextPiece): void {
    // `-or` excludes the word; after a `NOT` it is an operator again.
    if (this.minus !== null && this.minus.end === piece.at) {
      this.takeText({ ...piece, isQuoted: true }, null);
      return;
    }
    this.dropMinus();
    this.frame.isEmpty = false;
    if (piece.text === 'AND') {
      this.note(piece, '“AND” was left out: all words must match anyway.');
    } else if (piece.text === 'NOT') {
      this.note(piece, '“NOT” was read as “-”.');
      this.minus = { at: piece.at, end: piece.end };
    } else if (this.frame.branch.length === 0) {
      this.note(
        piece,
        'There is nothing before this “or”; it was left out. Write "or" in quotes to search for the word.',
      );
    } else {
      this.frame.branch = [];
      this.frame.branches.push(this.frame.branch);
      this.frame.lastOr = piece;
    }
  }

  private takeText(piece: TextPiece, field: TextField | null): void {
    if (!piece.isClosed) this.note(piece, 'The quote is not closed; it was read up to the end.');
    const unknown = field === null ? unknownFieldName(piece) : null;
    if (unknown !== null) {
      this.note(
        { at: piece.at, end: piece.at + unknown.length + 1 },
        `“${shorten(unknown)}:” is no field; it was searched as a word. Fields are ${[...TEXT_FIELDS, ...FILTER_FIELDS].join(', ')}.`,
      );
    }
    const words = foldWords(piece.text);
    if (words.length === 0) {
      this.note(
        piece,
        `“${shorten(piece.text)}” has no letter or digit to search for and was left out.`,
      );
      this.leaveOut();
      return;
    }
    const room = MAX_TERMS - this.termCount;
    if (room === 0) {
      this.isCut = true;
      return;
    }
    this.termCount += Math.min(room, words.length);
    if (words.length > room) {
      this.note(piece, `This phrase is too long; its first ${room} words were searched.`);
    }
    const node: Draft<TextNode> = {
      kind: 'text',
      field,
      isPhrase: piece.isQuoted,
      text: piece.text,
      words: words.slice(0, room),
      isPrefix: false,
      at: piece.at,
      end: piece.end,
    };
    if (!this.isExcluded()) this.lastText = node;
    if (piece.text.endsWith('*')) this.starred.push(node);
    this.add(node);
  }

  private takeFilter(piece: FilterFieldPiece): number {
    if (piece.isLate && !this.isMeant(piece)) return this.emptyField(piece, piece.nameEnd);
    const { filters, notices } = readFilter(piece, this.text);
    const [first, ...others] = filters;
    if (first === undefined) return this.emptyField(piece, piece.end);
    if (this.termCount + piece.values.length > MAX_TERMS) {
      this.isCut = true;
      return piece.at;
    }
    this.termCount += piece.values.length;
    this.notices.push(...notices);
    const open = piece.values.find((value) => !value.isClosed);
    if (open !== undefined) this.note(open, 'The quote is not closed; it was read up to the end.');
    const { at, end } = piece;
    const nodes = [first, ...others].map(
      (filter) => ({ kind: 'filter', filter, at, end }) as const,
    );
    this.add(group('or', nodes) ?? { kind: 'filter', filter: first, at, end });
    return end;
  }

  // "PEM: a review" in a pasted title is no filter; "pem: required" is one.
  private isMeant(piece: FilterFieldPiece): boolean {
    try {
      return readFilter(piece, this.text).filters.length > 0;
    } catch {
      return false;
    }
  }

  private emptyField(piece: Place, end: number): number {
    this.note(
      { at: piece.at, end },
      `“${shorten(this.text.slice(piece.at, end))}” has no value and was left out.`,
    );
    this.leaveOut();
    return end;
  }

  private add(node: QueryNode): void {
    this.frame.branch.push(this.minus === null ? node : negate(node, this.minus));
    this.leaveOut();
  }

  /** What a minus stood before is taken in or left out: the minus is used up. */
  private leaveOut(): void {
    this.minus = null;
    this.frame.isEmpty = false;
  }

  private dropMinus(): void {
    if (this.minus !== null) {
      this.note(this.minus, 'There is nothing to exclude here; this was left out.');
    }
    this.minus = null;
  }

  private closeFrame(place: Place): void {
    const inner = this.frame;
    const node = this.finish(inner);
    this.frame = this.frames.pop() ?? inner;
    const whole = { at: inner.place.at, end: place.end };
    if (inner.isEmpty && place.end > place.at) {
      this.note(whole, 'These brackets are empty; they were left out.');
    }
    this.minus = inner.minus;
    if (node === null) this.leaveOut();
    else this.add(node.kind === 'and' || node.kind === 'or' ? { ...node, ...whole } : node);
  }

  private finish(frame: Frame): QueryNode | null {
    if (frame.lastOr !== null && frame.branch.length === 0 && !this.isCut) {
      this.note(frame.lastOr, 'There is nothing after this “or”; it was left out.');
    }
    return closeGroups(frame);
  }

  private isExcluded(): boolean {
    return this.frame.isExcluded !== (this.minus !== null);
  }
  private noteCut(at: number): void {
    const message = `A search takes ${MAX_TERMS} words and filters; the rest was left out.`;
    this.note({ at, end: this.text.length }, message);
  }

  /** `fatig*` is searched by its beginning only where any word would be: that is told, not passed over. */
  private noteStars(): void {
    for (const node of this.starred) {
      if (!node.isPrefix) {
        this.note(node, 'The “*” was left out: the last word alone is searched by its beginning.');
      }
    }
  }

  private note(place: Place, message: string): void {
    this.notices.push({ at: place.at, length: place.end - place.at, message });
  }
}
