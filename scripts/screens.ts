// The screens of README and docs: what qdoctor prints, below a mark that says how it was called.
import { spawnSync } from 'node:child_process';

/** `<!-- screen: WORDS -->` before a block: what qdoctor prints when it is called with these words. */
const screen = /^(<!-- screen: (.+) -->\n```console\n(?:\$ .*\n))[\s\S]*?(^```)/gm;

/** A screen of the wizard, which test/docs/wizard-screens.ts takes from a terminal before a lab. */
const wizardScreen = /^(<!-- wizard screen: (.+) -->\n```text\n)([\s\S]*?)(^```)/gm;

/** A page with its screens as qdoctor prints them now. */
export const withScreens = (page: string, root: string): string =>
  page.replace(screen, (_all, begin: string, words: string, end: string) => `${begin}${printed(words, root)}${end}`);

function printed(words: string, root: string): string {
  const env = { ...process.env, COLUMNS: '80', NO_COLOR: '1' };
  const argv = [...process.execArgv, 'src/cli.ts', ...words.split(' ')];
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { cwd: root, env, encoding: 'utf8' });
  if (status === null || ![0, 1, 3].includes(status)) throw new Error(`qdoctor ${words}: ${stderr}`);
  return stdout;
}

/** The wizard's screens on a page, by their names. */
export const wizardScreensOf = (page: string): ReadonlyMap<string, string> =>
  new Map([...page.matchAll(wizardScreen)].map(([, , name = '', text = '']) => [name, text]));

/** A page with other screens of the wizard. */
export const withWizardScreens = (page: string, screens: ReadonlyMap<string, string>): string =>
  page.replace(
    wizardScreen,
    (_all, begin: string, name: string, old: string, end: string) => `${begin}${screens.get(name) ?? old}${end}`,
  );

/** The line of each block that shows what a program prints, and has no mark: then nobody checks that it is true. */
export function unmarkedScreens(page: string): readonly number[] {
  const blocks = page.matchAll(/^(.*)\n```(\w*)\n([\s\S]*?)^```/gm);
  return [...blocks].flatMap(({ 1: before = '', 2: language = '', 3: text = '', index }) => {
    const isMarked = /^<!-- (?:wizard )?screen: .+ -->$/.test(before);
    return isScreen(language, text) && !isMarked ? [page.slice(0, index).split('\n').length + 1] : [];
  });
}

/** Commands alone are no screen, and neither is a drawing: of those only a block without a language is one. */
const isScreen = (language: string, text: string): boolean =>
  language === 'text' ||
  (language === 'console' && /^(?![$#] |$)/m.test(text)) ||
  (language === '' && /^ *(?:[✓✗?~] |[A-Z]{6,} {2})/m.test(text));
