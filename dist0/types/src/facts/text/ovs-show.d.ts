import type { SwitchDatabase } from '../switch.ts';
/** With the line that begins the output: an excerpt hardly has that, while its end is short enough to be kept. */
export type ShownSwitch = SwitchDatabase & {
    readonly hasRoot: boolean;
};
/** `ovs-vsctl show`. Seen with Open vSwitch 1.4 to 3.3. The order of lines gives the structure, not the indentation. */
export declare function parseOvsShow(text: string): ShownSwitch;
