import { Unparsable } from '../known.ts';
/** The lines of a tool's output as they stand; a byte order mark and Windows line ends are taken away. */
export declare function wholeLines(text: string): readonly string[];
/** The lines that aren't blank, after the prompts with which somebody copied `tools` from a terminal. */
export declare const outputLines: (text: string, tools: readonly string[]) => readonly string[];
export declare function withoutPrompts(lines: readonly string[], tools: readonly string[]): readonly string[];
/**
 * Undoes what the source of a web page does to an output. For outputs that can't have `&lt;` or `&quot;` without a
 * bare `<` or `"` beside it.
 */
export declare function withoutEntities(text: string): string;
/** `...`, `(...)`, `.`, `[…]`: somebody left lines out. */
export declare const isEllipsis: (line: string) => boolean;
export declare const notUnderstood: (line: string) => Unparsable;
/** With the line as evidence: short, and escaped so that it can't steer a terminal. */
export declare const unparsable: (reason: string, line: string) => Unparsable;
