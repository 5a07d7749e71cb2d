import type { Command, CommandResult } from '../host/host.ts';
import type { Stack } from './stack.ts';
/** The command that reads the stack of `namespace`, or of the host itself. */
export declare function stackCommand(namespace: string | undefined): Command;
/** The stack as that command printed it. */
export declare function readStack(command: Command, result: CommandResult): Stack;
/** A stack of which nothing could be learned. */
export declare function unknownStack(reason: string): Stack;
