import { styleText } from 'node:util';
import { wrapAnsi } from 'fast-wrap-ansi';
import { commandLines } from '../report/command-line.ts';
import { printable, printableLine } from '../report/printable.ts';

type Style = Parameters<typeof styleText>[0];

/** What the wizard writes on: lines of at most 80 columns, with colours where they are wanted. */
export interface Screen {
  /** For screen readers: no drawings, no redraws. */
  readonly isPlain: boolean;
  readonly width: number;
  paint(style: Style, text: string): string;
  /** Lines as they stand. */
  say(...lines: readonly string[]): void;
  /** A paragraph, wrapped, behind `indent` spaces; its first line behind `mark` instead, which may have colours. */
  tell(text: string, indent?: number, mark?: string, style?: Style): void;
  /** Commands to be copied; the first line of each behind `mark`, as wide as the indent. */
  commands(commands: readonly (readonly string[])[], indent: number, mark?: string, style?: Style): void;
  /** What a tool printed, with its own spaces. */
  quote(text: string, indent: number): void;
  heading(text: string): void;
}

const widest = 80;

/** How wide the terminal is, up to what reads well. */
export const screenWidth = (): number => Math.min(widest, process.stdout.columns ?? widest);

export function screenOf({ isPlain, hasColor }: { isPlain: boolean; hasColor: boolean }): Screen {
  const width = screenWidth();
  const paint = (style: Style, text: string) => (hasColor ? styleText(style, text) : text);
  const say = (...lines: readonly string[]) => void process.stdout.write(lines.map((line) => `${line}\n`).join(''));
  return {
    isPlain,
    width,
    paint,
    say,
    tell: (text, indent = 0, mark = ' '.repeat(indent), style = 'reset') => {
      const lines = wrapAnsi(printableLine(text), width - indent, { hard: true }).split('\n');
      const styled = (line: string) => (style === 'reset' ? line : paint(style, line));
      say(...lines.map((line, index) => `${index === 0 ? mark : ' '.repeat(indent)}${styled(line)}`));
    },
    commands: (commands, indent, mark = ' '.repeat(indent), style = 'cyan') => {
      for (const command of commands) {
        for (const [index, line] of commandLines(command, width - indent).entries()) {
          say(`${index === 0 ? mark : ' '.repeat(indent)}${paint(style, printable(line))}`);
        }
      }
    },
    quote: (text, indent) => {
      const wrapped = wrapAnsi(printable(text).replaceAll('\t', '  '), width - indent, { hard: true, trim: false });
      say(...wrapped.split('\n').map((line) => `${' '.repeat(indent)}${line}`));
    },
    heading: (text) => {
      if (isPlain) say('', `${text}.`);
      else say('', paint('bold', `── ${text} ${'─'.repeat(Math.max(0, width - 4 - text.length))}`));
    },
  };
}
