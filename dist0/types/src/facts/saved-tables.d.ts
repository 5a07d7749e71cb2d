import type { Host } from '../host/host.ts';
import { type Known } from './known.ts';
import type { Tables } from './netfilter.ts';
/**
 * The rules of a namespace, or of the host, as `iptables -S` or `iptables -L -n -v` print them, a table at a time. `reason`:
 * why iptables-save gave nothing.
 */
export declare function readSavedTables(host: Host, namespace: string | undefined, reason: string): Promise<Known<Tables>>;
