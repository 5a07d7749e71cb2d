import { type PartialInterface } from './partial-interface.ts';
/** `ifconfig [-a]`. Seen with net-tools 1.60, 2.10, BusyBox 1.35. Without -a, interfaces that are down are missing. */
export declare function parseIfconfig(text: string): readonly PartialInterface[];
