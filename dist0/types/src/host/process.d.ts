/** A command as an argument vector: never a shell string, so host data can't become syntax. */
export type Argv = readonly [tool: string, ...args: string[]];
export interface ProcessOptions {
    /** Text for standard input; without it the command reads end of file. */
    readonly input?: string | undefined;
    /** Standard input stays open for as long as the command runs, for one that ends when it is closed. */
    readonly holdsInput?: boolean;
    /** The command and its children are ended after this many milliseconds. */
    readonly timeoutMs: number;
    readonly signal?: AbortSignal | undefined;
    /** Sees the output as it comes, for those who must know how far a command is. */
    readonly onOutput?: ((stream: 'stdout' | 'stderr', chunk: string) => void) | undefined;
}
/** How a process ended, as a value: nothing here throws for what a command does. */
export type ProcessEnd = {
    readonly kind: 'exited';
    readonly exitCode: number;
    readonly stdout: string;
    readonly stderr: string;
} | {
    readonly kind: 'tool-missing';
} | {
    readonly kind: 'not-permitted';
} | {
    readonly kind: 'timed-out';
    readonly afterMs: number;
} | {
    readonly kind: 'aborted';
};
/** PATH with the sbin folders, where half of the tools live and which a login shell often lacks. */
export declare const toolPath: string;
export declare const toolEnvironment: {
    PATH: string;
    LC_ALL: string;
    LANG: string;
};
/** Runs one command to its end, in a process group of its own. Invalid UTF-8 becomes U+FFFD. */
export declare function runProcess(argv: Argv, options: ProcessOptions): Promise<ProcessEnd>;
/** Has a process group ended with qdoctor, until it is let go. */
export declare function endWithUs(pid: number): () => void;
/** Ends a process and its children. */
export declare function endGroup(pid: number): void;
