/** The words of a command line as a shell splits them, its redirections and pipes apart; undefined for what is no one command. */
export interface CommandLine {
  readonly words: readonly string[];
  /** What follows the first pipe, word by word: `grep -A2 tap`, `head -20`. */
  readonly filter: readonly string[];
}

/** Quotes are taken off; nothing is expanded. Of `a; b` and `a && b` only the last command's output can be told apart. */
export function commandLine(text: string): CommandLine | undefined {
  const tokens = tokensOf(text);
  if (tokens === undefined) return undefined;
  const last = tokens.findLastIndex(({ text: token, isOperator }) => isOperator && /^(?:;|&&|\|\||&)$/.test(token));
  const own = tokens.slice(last + 1);
  const pipe = own.findIndex(({ text: token, isOperator }) => isOperator && token === '|');
  const plain = withoutRedirections(pipe === -1 ? own : own.slice(0, pipe));
  const filter = pipe === -1 ? [] : own.slice(pipe + 1).map(({ text: token }) => token);
  return plain.length === 0 ? undefined : { words: plain, filter };
}

interface Token {
  readonly text: string;
  readonly isOperator: boolean;
}

function tokensOf(text: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  const pattern = /\s*(?:(\|\||&&|[|;&]|\d?>>?(?:&\d)?|<)|((?:"(?:[^"\\]|\\.)*"|'[^']*'|\\.|[^\s"'\\|;&<>])+))/gy;
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(text);
    if (match === null) return text.slice(at).trim() === '' ? tokens : undefined;
    const [, operator, word] = match;
    if (operator !== undefined) tokens.push({ text: operator, isOperator: true });
    if (word !== undefined) tokens.push({ text: unquoted(word), isOperator: false });
  }
  return tokens;
}

const unquoted = (word: string): string =>
  word.replace(
    /"((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)/g,
    (_, double, single, escaped) => double ?? single ?? escaped ?? '',
  );

function withoutRedirections(tokens: readonly Token[]): readonly string[] {
  const words: string[] = [];
  let isTarget = false;
  for (const { text, isOperator } of tokens) {
    if (isOperator) isTarget = !/&\d$/.test(text);
    else if (isTarget) isTarget = false;
    else words.push(text);
  }
  return words;
}
