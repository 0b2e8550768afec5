/** A book of phrases: finds which of thousands of phrases stand in a text, the longest first. */
import { normalise, type Token, tokenise } from './normalise.ts';

interface Node<T> {
  words?: Map<string, Node<T>>;
  /** Keys that a word only has to begin with: `refugee*`. */
  stems?: Map<string, Node<T>>;
  readonly ends: T[];
}

export interface Book<T> {
  readonly root: Node<T>;
  /** Every word of the book, for near misses; stems keep their star. */
  readonly vocabulary: Set<string>;
}

export interface Match<T> {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  /** Tokens of the phrase itself; words that were skipped inside it are not counted. */
  readonly words: number;
  readonly letters: number;
  /** Words inside it that the phrase does not have. */
  readonly skipped: readonly number[];
  readonly values: readonly T[];
  /** What shorter or looser phrases say of the same words. */
  readonly looser: readonly T[];
}

/** Stands in a phrase for every word that says no: "no papers" is also "I don't have any papers". */
export const ANY_NEGATION = '¬';
const LONGEST_ENDING = 9;
const MOST_SKIPPED = 2;

export function createBook<T>(): Book<T> {
  return { root: newNode(), vocabulary: new Set() };
}

/**
 * Adds a phrase. Words are separated by spaces; `word*` matches any ending, `a/b` either word.
 * @param negations words of the phrase's language that any other negation may stand in for
 * Throws on a phrase without a word: a table with a hole in it.
 */
export function addPhrase<T>(book: Book<T>, phrase: string, value: T, negations?: ReadonlySet<string>): void {
  const read = readPhrase(phrase);
  const words = read.map((alternatives, i) =>
    // A "no" at the end of a phrase is its own: "I have nothing" does not open "I have not lost it".
    i < read.length - 1 && alternatives.some((word) => negations?.has(word))
      ? [...alternatives, ANY_NEGATION]
      : alternatives,
  );
  if (words.length === 0) throw new Error(`A phrase without words: "${phrase}"`);
  let nodes = [book.root];
  for (const alternatives of words) {
    nodes = nodes.flatMap((node) => alternatives.map((word) => descend(book, node, word)));
  }
  for (const node of nodes) if (!node.ends.includes(value)) node.ends.push(value);
}

function readPhrase(phrase: string): string[][] {
  const words: string[][] = [];
  for (const part of phrase.split(/\s+/)) {
    const alternatives = part.split('/').filter((word) => word !== '');
    if (alternatives.length > 1) {
      words.push(alternatives.flatMap((word) => wordsOf(word).slice(0, 1)));
    } else {
      for (const word of wordsOf(part)) words.push([word]);
    }
  }
  // Glue the Persian verb prefix the way tokenise does.
  for (let i = words.length - 2; i >= 0; i--) {
    const word = words[i]?.[0];
    if (words[i]?.length === 1 && (word === 'می' || word === 'نمی')) {
      words.splice(
        i,
        2,
        (words[i + 1] ?? []).map((next) => word + next),
      );
    }
  }
  return words.filter((alternatives) => alternatives.length > 0);
}

function wordsOf(part: string): string[] {
  const star = part.endsWith('*');
  const tokens = tokenise(normalise(part)).map((token) => token.text);
  return tokens.map((word, i) => (star && i === tokens.length - 1 ? `${word}*` : word));
}

function newNode<T>(): Node<T> {
  return { ends: [] };
}

function descend<T>(book: Book<T>, node: Node<T>, word: string): Node<T> {
  book.vocabulary.add(word);
  const stem = word.endsWith('*');
  if (stem) node.stems ??= new Map();
  else node.words ??= new Map();
  const branch = (stem ? node.stems : node.words) as Map<string, Node<T>>;
  const key = word.endsWith('*') ? word.slice(0, -1) : word;
  let next = branch.get(key);
  if (next === undefined) {
    next = newNode();
    branch.set(key, next);
  }
  return next;
}

/**
 * The phrases of the book that stand in the text, without overlap: most words first, then the first, then most letters.
 * @param skippable words that may stand inside a phrase without being part of it ("I have *really* no diploma")
 */
export function findPhrases<T>(
  book: Book<T>,
  tokens: readonly Token[],
  skippable: (token: Token) => boolean = () => false,
): Match<T>[] {
  const all: Omit<Match<T>, 'looser'>[] = [];
  for (let i = 0; i < tokens.length; i++) collect(book.root, tokens, i, i, 0, 0, [], skippable, all);
  all.sort((a, b) => b.words - a.words || a.from - b.from || b.letters - a.letters || a.to - b.to);
  const taken = new Array<boolean>(tokens.length).fill(false);
  const chosen: Match<T>[] = [];
  for (const match of all) {
    if (taken.slice(match.from, match.to).includes(true)) continue;
    taken.fill(true, match.from, match.to);
    const looser = all
      .filter((other) => other.from === match.from && other.to === match.to)
      .flatMap(({ values }) => values);
    chosen.push({ ...match, looser });
  }
  return chosen.sort((a, b) => a.from - b.from);
}

function collect<T>(
  node: Node<T>,
  tokens: readonly Token[],
  from: number,
  at: number,
  words: number,
  letters: number,
  skipped: readonly number[],
  skippable: (token: Token) => boolean,
  out: Omit<Match<T>, 'looser'>[],
): void {
  if (node.ends.length > 0) out.push({ from, to: at, words, letters, skipped, values: node.ends });
  const token = tokens[at];
  if (token === undefined) return;
  // "No problem, I have it": what a comma parts is no phrase with words left out.
  const parted = words > 0 && /[,;:!?،]|\.\s/.test(token.gap);
  if (parted && (skipped.length > 0 || tokens[at - 1]?.forms.includes(ANY_NEGATION))) return;
  for (const [next, found] of stepsFrom(node, token)) {
    collect(next, tokens, from, at + 1, words + 1, letters + found, skipped, skippable, out);
  }
  if (words > 0 && !parted && skipped.length < MOST_SKIPPED && skippable(token)) {
    collect(
      node.ends.length > 0 ? { ...node, ends: [] } : node,
      tokens,
      from,
      at + 1,
      words,
      letters,
      [...skipped, at],
      skippable,
      out,
    );
  }
}

/** Where a word leads: the word itself counts one letter more than a stem, so it wins. */
function stepsFrom<T>(node: Node<T>, token: Token): [Node<T>, number][] {
  const steps: [Node<T>, number][] = [];
  for (const form of token.forms) {
    const exact = node.words?.get(form);
    if (exact !== undefined) steps.push([exact, form.length + 1]);
    if (node.stems === undefined) continue;
    for (let length = form.length; length >= Math.max(2, form.length - LONGEST_ENDING); length--) {
      const next = node.stems.get(form.slice(0, length));
      if (next !== undefined) steps.push([next, length]);
    }
  }
  return steps;
}

/** Whether the book knows the word at all, on its own or inside a phrase. */
export function knowsWord(book: Book<unknown>, token: Token): boolean {
  return token.forms.some((form) => {
    if (book.vocabulary.has(form)) return true;
    for (let length = form.length; length >= Math.max(2, form.length - LONGEST_ENDING); length--) {
      if (book.vocabulary.has(`${form.slice(0, length)}*`)) return true;
    }
    return false;
  });
}
