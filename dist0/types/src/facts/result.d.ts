import type { Command, CommandResult } from '../host/host.ts';
import { type Known } from './known.ts';
/** 128 + SIGALRM, as a shell counts it. */
export declare const alarmExitCode = 142;
/** Why a command gave nothing to read, for a reader who may want to mend it; undefined when it exited with 0. */
export declare function failureOf(command: Command, result: CommandResult): string | undefined;
/** Parses what a command printed; a failed command and an unreadable text become reasons. */
export declare function parsed<T>(command: Command, result: CommandResult, parse: (text: string) => T): Known<T>;
/** Like `parsed`, for a command whose exit code is part of its answer. */
export declare function parsedText<T>(command: Command, text: string, parse: (text: string) => T): Known<T>;
/** Bytes that a tool never prints, where it escapes what it names: something else has written into its output. */
export declare const isNoisy: (text: string) => boolean;
export declare function refuseNoise(text: string): void;
/** Reads one JSON document per line, as `ip -j -batch` and `ovs-vsctl -f json` print them. */
export declare function jsonLines(text: string, count: number): readonly unknown[];
