// The names that docs/glossary.md retires: they must not come back as names of declarations or files.
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
  const strings = code.matchAll(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g);
  return [...strings].flatMap(({ 0: string, index }) =>
    retired
      .filter(({ name }) => new RegExp(`\\b${name}\\b`, 'i').test(string))
      .map(({ name, instead }) => ({ name, instead, line: code.slice(0, index).split('\n').length })),
  );
}

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

/** Whether a file has texts for people. */
const speaks = (file: string): boolean => !file.startsWith('test/');

/** One message for each use in the project's sources. */
export function retiredUses(root: string): readonly string[] {
  const glossary = readFileSync(join(root, 'docs/glossary.md'), 'utf8');
  const retired = retiredNames(glossary);
  const phrases = retiredPhrases(glossary);
  const files = execFileSync('git', ['ls-files', 'src', 'checks', 'test'], { cwd: root, encoding: 'utf8' }).split('\n');
  return (
    files
      // A lab fault is called by its id, which people script against.
      .filter((file) => file.endsWith('.ts') && !file.startsWith('src/lab/faults/'))
      .flatMap((file) => {
        const text = readFileSync(join(root, file), 'utf8');
        const said = speaks(file) ? phrasesIn(text, phrases) : [];
        return [...retiredIn(file, text, retired), ...said].map(
          ({ name, line, instead }) => `${file}:${line}: "${name}" is retired (docs/glossary.md); say ${instead}`,
        );
      })
  );
}
