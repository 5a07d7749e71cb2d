import type { Facts } from '../facts/collect.ts';
import { type Known } from '../facts/known.ts';
import { type SwitchBridge, type SwitchDatabase } from '../facts/switch.ts';
import { type Neighbours } from './expectations.ts';
import type { HostView, LocalVlan, Port } from './types.ts';
/** The 11 characters of a port's UUID that all its devices carry behind a prefix of three (`qvo0b9f0940-2c`). */
export declare const portKeyOf: (device: string) => string;
/** The ports of the agents and of nova on all bridges, each with its network and the place where its device is. */
export declare function portsOf(facts: Facts, neighbours: Neighbours, host: HostView, database: SwitchDatabase): readonly Port[];
/** br-int, or whatever bridge holds the ports that belong on it. */
export declare function integrationBridgeOf(database: SwitchDatabase): SwitchBridge | undefined;
/** What it is called; where it is not seen, as most call it. */
export declare const integrationBridgeName: (database: Known<SwitchDatabase>) => string;
/** What the end in the namespace may be called, of an agent's veth pair whose other end is this tap. */
export declare const innerEndsOf: (tap: string) => readonly string[];
type TagWitness = Pick<Port, 'role' | 'port' | 'network' | 'intendedTag'>;
/** The agent's own note decides; without one, what most ports of the network carry, and in a draw its DHCP port. */
export declare function localVlanOf(ports: readonly TagWitness[]): LocalVlan | undefined;
export {};
