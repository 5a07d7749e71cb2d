/** What the Open vSwitch database says. */
export interface SwitchInterface {
  readonly name: string;
  /** `''` for a system device, `internal`, `patch`, `vxlan`, `gre` … */
  readonly type: string;
  /** OpenFlow port number; -1 when the switch could not add it, undefined where it has none yet or the source can't tell. */
  readonly ofport: number | undefined;
  readonly error: string | undefined;
  readonly externalIds: Readonly<Record<string, string>>;
  /** The MAC among them, which the agents and nova write down for the device behind the port, in small letters. */
  readonly attachedMac: string | undefined;
  readonly options: Readonly<Record<string, string>>;
}

export interface SwitchPort {
  readonly name: string;
  readonly bridge: string;
  /** The access VLAN, `dead` for 4095, undefined for none. */
  readonly tag: number | 'dead' | undefined;
  readonly trunks: readonly number[];
  readonly vlanMode: string | undefined;
  readonly otherConfig: Readonly<Record<string, string>>;
  readonly interfaces: readonly SwitchInterface[];
}

export interface SwitchBridge {
  readonly name: string;
  readonly failMode: string | undefined;
  readonly datapathType: string;
  /** By which controllers tell bridges apart; undefined where the bridge has none yet or the source can't tell. */
  readonly datapathId: string | undefined;
  readonly ports: readonly SwitchPort[];
}

export interface SwitchDatabase {
  readonly version: string | undefined;
  readonly bridges: readonly SwitchBridge[];
  /** False where the source may have been cut: then a port that is not in it may still exist. */
  readonly isComplete: boolean;
}

/** What the agents call the two, unless they are told otherwise (`integration_bridge`, `tunnel_bridge`). */
export const usualIntegrationBridge = 'br-int';
export const tunnelBridge = 'br-tun';

/** The ports that the agents tag, which they do on the integration bridge only. */
export const taggedByAgents = /^(?:tap|qvo|qr-|ha-|sg-)/;
