// The names that docs/glossary.md retires must not come back as names of declarations or files, and its phrases not in what
// people read.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

interface Retired {
  readonly name: string;
  readonly instead: string;
}

interface Use extends Retired {
  readonly line: number;
}

interface Named {
  readonly name: string;
  readonly line: number;
}

/** The rows of the glossary's last table. */
export function retiredNames(glossary: string): readonly Retired[] {
  const [section = ''] = (glossary.split('\n## Retired words\n')[1] ?? '').split('\n### ');
  return [...section.matchAll(/^\| (\w+) \| (.+) \|$/gm)]
    .map(([, name = '', instead = '']) => ({ name, instead }))
    .filter(({ name }) => name !== 'retired');
}

/** The rows of the glossary's table of phrases. */
export function retiredPhrases(glossary: string): readonly Retired[] {
  const [, section = ''] = glossary.split('\n### Retired phrases\n');
  return [...section.matchAll(/^\| ([^|]+) \| ([^|]+) \|$/gm)]
    .map(([, name = '', instead = '']) => ({ name, instead }))
    .filter(({ name }) => name !== 'retired phrase' && name !== '---');
}

/** Every use of a retired phrase in what a source file says to people: its strings, comments left out. */
export function phrasesIn(text: string, retired: readonly Retired[]): readonly Use[] {
  const code = text.replace(/\/\*[\s\S]*?\*\/|(?<![:'"`\\])\/\/.*/g, (all) => all.replace(/[^\n]/g, ' '));
  const sentences: { text: string; readonly start: number; end: number }[] = [];
  for (const { 0: string, index } of code.matchAll(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g)) {
    const before = sentences.at(-1);
    const isGoingOn = before !== undefined && /^\s*\+\s*$/.test(code.slice(before.end, index));
    const content = string.slice(1, -1);
    if (isGoingOn) [before.text, before.end] = [before.text + content, index + string.length];
    else sentences.push({ text: content, start: index, end: index + string.length });
  }
  return sentences.flatMap((sentence) => usesIn(sentence.text, code.slice(0, sentence.start), retired));
}

/** Every use of a retired phrase on a page, what it quotes from a terminal left out. */
export function phrasesOnPage(text: string, retired: readonly Retired[]): readonly Use[] {
  const prose = text.replace(/^```[\s\S]*?^```/gm, (all) => all.replace(/[^\n]/g, ' '));
  const paragraphs = [...prose.matchAll(/(?:^(?!\s*$|\|).*\n)+|^\|.*\n/gm)];
  return paragraphs.flatMap(({ 0: paragraph, index }) => usesIn(paragraph, prose.slice(0, index), retired));
}

const usesIn = (text: string, before: string, retired: readonly Retired[]): readonly Use[] =>
  retired.flatMap(({ name, instead }) => {
    const place = text.search(new RegExp(`\\b${name.replaceAll(' ', '\\s+')}\\b`, 'i'));
    return place === -1 ? [] : [{ name, instead, line: `${before}${text.slice(0, place)}`.split('\n').length }];
  });

/** Every use of a retired name in a source file. */
export function retiredIn(file: string, text: string, retired: readonly Retired[]): readonly Use[] {
  return [...declaredNames(text), fileName(file)].flatMap(({ name, line }) =>
    retired.filter((each) => isUse(name, each.name)).map(({ instead }) => ({ name, instead, line })),
  );
}

const isUse = (name: string, retired: string): boolean =>
  /[A-Z]/.test(retired) ? name === retired : wordsOf(name).some((word) => word === retired || word === `${retired}s`);

const wordsOf = (name: string): readonly string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);

const fileName = (file: string): Named => ({ name: basename(file).replace(/\..*/, ''), line: 1 });

const declaration = /\b(?:const|let|function|interface|type|class|readonly|get)\s+#?([A-Za-z_$][\w$]*)/g;
/** Parameters, and what is taken out of objects: a name before `:`, `=>` or in a list in brackets. */
const parameter = /(?:^|[({[,]\s*)([A-Za-z_$][\w$]*)\s*(?=:|=>|,|\)\s*(?:=>|:))/gm;

function declaredNames(text: string): readonly Named[] {
  const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, (all) =>
    all.replace(/[^\n]/g, ' '),
  );
  return [declaration, parameter].flatMap((pattern) =>
    [...code.matchAll(pattern)].map(({ 1: name = '', index }) => ({
      name,
      line: code.slice(0, index).split('\n').length,
    })),
  );
}

/** Pages that quote what was said when it was measured, and the list of the retired words itself. */
const quotes = /^docs\/(?:accuracy|glossary)\.md$/;

/** One message for each use in the project's sources and pages. */
export function retiredUses(root: string): readonly string[] {
  const glossary = readFileSync(join(root, 'docs/glossary.md'), 'utf8');
  const [retired, phrases] = [retiredNames(glossary), retiredPhrases(glossary)];
  const [filesOf, textOf] = [(...words: readonly string[]) => listed(root, words), textIn(root)];
  const sources = filesOf('src', 'checks', 'test').filter((file) => file.endsWith('.ts'));
  const pages = filesOf('*.md', 'docs', 'playbooks').filter(
    (file) => /\.(?:md|yaml)$/.test(file) && !quotes.test(file),
  );
  const uses = [
    // A lab fault is called by its id, which people script against.
    ...sources
      .filter((file) => !file.startsWith('src/lab/faults/'))
      .map((file) => ({ file, found: retiredIn(file, textOf(file), retired) })),
    ...sources
      .filter((file) => !file.startsWith('test/'))
      .map((file) => ({ file, found: phrasesIn(textOf(file), phrases) })),
    ...pages.map((file) => ({ file, found: phrasesOnPage(textOf(file), phrases) })),
  ];
  return uses.flatMap(({ file, found }) =>
    found.map(({ name, line, instead }) => `${file}:${line}: "${name}" is retired (docs/glossary.md); say ${instead}`),
  );
}

const textIn = (root: string) => (file: string) => readFileSync(join(root, file), 'utf8');

const listed = (root: string, words: readonly string[]): readonly string[] =>
  execFileSync('git', ['ls-files', ...words], { cwd: root, encoding: 'utf8' })
    .split('\n')
    .filter((file) => file !== '');
